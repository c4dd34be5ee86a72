/** The way to the next page of a list at `path`; nothing on the last one. */
export function Older({ path, cursor }: { path: string; cursor?: string }) {
  if (cursor === undefined) return null;
  return (
    <p>
      <a href={`${path}?${new URLSearchParams({ cursor })}`} rel="next">Older</a>
    </p>
  );
}
