const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** A day in UTC, such as 5 May 2026; `at` is in milliseconds. */
export function Day({ at }: { at: number }) {
  return <time datetime={new Date(at).toISOString()}>{DAY.format(at)}</time>;
}

/** A day with its time in UTC; `at` is in milliseconds. */
export function Moment({ at }: { at: number }) {
  return (
    <time datetime={new Date(at).toISOString()}>
      {DAY.format(at)} at {TIME.format(at)} UTC
    </time>
  );
}
