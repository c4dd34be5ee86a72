import { LRUCache } from "lru-cache";

/** A moment of the account pages. */
interface MomentProps {
  /** Milliseconds since 1970-01-01 UTC. */
  at: number;
  /** Of the person: an IANA name. */
  timeZone: string;
}

/** A day, such as 5 May 2026. */
export function Day({ at, timeZone }: MomentProps) {
  return <time datetime={new Date(at).toISOString()}>{formatsOf(timeZone).day.format(at)}</time>;
}

/** A day with its time, such as 5 May 2026 at 09:30 CEST. */
export function Moment({ at, timeZone }: MomentProps) {
  const { day, time } = formatsOf(timeZone);
  return (
    <time datetime={new Date(at).toISOString()}>
      {day.format(at)} at {time.format(at)}
    </time>
  );
}

/** More of the thousands of names and offsets that a time zone can have are rarely in use. */
const formats = new LRUCache<string, { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat }>({
  max: 200,
});

/** Kept, because making one takes longer than a page does. */
function formatsOf(timeZone: string) {
  const known = formats.get(timeZone) ?? {
    day: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }),
    time: new Intl.DateTimeFormat("en-GB", {
      ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
      timeZone,
    }),
  };
  formats.set(timeZone, known);
  return known;
}
