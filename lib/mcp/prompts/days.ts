import { InvalidError, type Journal } from "../../journal/mod.ts";

/** Temporal knows days of six-digit years, of other calendars, and some without a week after them. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Returns the day of an argument; without one today in the time zone, or in the person's. Throws
 * InvalidError for no day, and for an unknown time zone.
 */
export async function dayOf(
  text: string | undefined,
  { journal, timeZone }: { journal: Journal; timeZone: string | undefined },
): Promise<Temporal.PlainDate> {
  const zone = timeZone ?? await journal.timeZone();
  try {
    // Also where a day is given: the time zone that is given with it must be one.
    const today = Temporal.Now.plainDateISO(zone);
    if (text === undefined) return today;
    if (DAY.test(text)) return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidError(
    `There is no day ${quote(text)} or no time zone ${quote(zone)}`,
    "Give a day such as 2026-11-23 and a zone such as Europe/Berlin",
  );
}

/** Short, whatever was sent. */
function quote(text = "today"): string {
  return JSON.stringify(text.slice(0, 60));
}
