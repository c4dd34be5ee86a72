import type { Usage } from "../../person_data.ts";

/** How much the person has here, and how much they may have. */
export function UsageSection({ usage }: { usage: Usage }) {
  return (
    <section aria-labelledby="usage">
      <h2 id="usage">How much you have here</h2>
      <dl>
        <dt>Entries</dt>
        <dd>{number(usage.entries)}</dd>
        <dt>Files</dt>
        <dd>
          {number(usage.files)}, {megabytes(usage.bytes)} of {megabytes(usage.maxBytes)}
        </dd>
      </dl>
    </section>
  );
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}

function megabytes(bytes: number): string {
  const size = bytes / 1024 / 1024;
  return `${size.toLocaleString("en-GB", { maximumFractionDigits: size < 10 ? 1 : 0 })} MB`;
}
