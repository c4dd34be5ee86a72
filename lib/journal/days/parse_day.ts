import { DAY_MS } from "../../time.ts";
import { InvalidError } from "../errors.ts";
import { quote } from "../text.ts";

/** The number of a day such as "2026-11-23"; throws InvalidError for one that no calendar has. */
export function parseDay(text: string, what: string): number {
  // An import does this for each entry; Temporal takes ten times as long.
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // Of a day that a month does not have it makes one of the next month.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return at / DAY_MS;
  throw new InvalidError(
    `${what} is ${quote(text)}, not a day of the years 0000 to 9999`,
    "Give a day such as 2026-11-23",
  );
}
