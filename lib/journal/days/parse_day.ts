import { InvalidError } from "../errors.ts";
import { quote } from "../text.ts";
import { dayOfDate } from "./calendar.ts";

/** The number of a day such as "2026-11-23"; throws InvalidError for one that no calendar has. */
export function parseDay(text: string, what: string): number {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return dayOfDate(Temporal.PlainDate.from(text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidError(
    `${what} is ${quote(text)}, not a day of the years 0000 to 9999`,
    "Give a day such as 2026-11-23",
  );
}
