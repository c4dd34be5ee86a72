import { InvalidError } from "../../journal/mod.ts";

/** Days in a row in a time zone, and the moments of which they are made. */
export interface Days {
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
  /** The first and the last millisecond since 1970-01-01 UTC. */
  from: number;
  to: number;
}

/** Temporal knows days of six-digit years, of other calendars, and some without a week after them. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Returns the day of an argument, today unless it is given; throws InvalidError for no day. */
export function dayOf(text: string | undefined, timeZone = "UTC"): Temporal.PlainDate {
  const problem = `There is no day ${quote(text)} or no time zone ${quote(timeZone)}`;
  if (text === undefined) return attempt(() => Temporal.Now.plainDateISO(timeZone), problem);
  return attempt(() => {
    if (!DAY.test(text)) throw new RangeError(problem);
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  }, problem);
}

/** Returns the days from `first` to `last`; throws InvalidError for an unknown time zone. */
export function daysBetween(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  timeZone = "UTC",
): Days {
  return attempt(
    () => ({
      first,
      last,
      from: first.toZonedDateTime(timeZone).epochMilliseconds,
      to: last.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1,
    }),
    `There is no time zone ${quote(timeZone)}`,
  );
}

/** Short, whatever was sent. */
function quote(text = "today"): string {
  return JSON.stringify(text.slice(0, 60));
}

function attempt<T>(work: () => T, problem: string): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidError(
      problem,
      "Give a day such as 2026-11-23 and a zone such as Europe/Berlin",
    );
  }
}
