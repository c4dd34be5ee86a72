import type { LeftOut } from "../../../transfer/mod.ts";

/** The field that every form of an import has. */
export function TokenField({ token }: { token: string }) {
  return <input type="hidden" name="token" value={token} />;
}

/** What was left out, and what was taken otherwise than it was there. */
export function Told({ told, title, note }: {
  told: readonly LeftOut[];
  title: string;
  note: string;
}) {
  const [leftOut, notes] = [
    told.filter((each) => !each.isNote),
    told.filter((each) => each.isNote),
  ];
  return (
    <>
      <List title={title} told={leftOut} />
      <List title={note} told={notes} />
    </>
  );
}

function List({ title, told }: { title: string; told: readonly LeftOut[] }) {
  if (told.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="links">
        {told.map(({ what, why }) => (
          <li>
            <strong>{what}</strong>
            {`: ${why}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A size in words, such as 600 MB. */
export function megabytes(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 0.1) return `${Math.ceil(bytes / 1024)} KB`;
  return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
}

/** A number of things, such as 1 entry or 6,000 entries. */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** So many entries. */
export function entries(number: number): string {
  return count(number, "entry", "entries");
}
