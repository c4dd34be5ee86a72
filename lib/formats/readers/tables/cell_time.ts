import type { DateOrder } from "../../read_entry.ts";
import { dayInWords } from "../../text/time/day_in_words.ts";
import { isoClock, isoTime } from "../../text/time/plain_time.ts";

/** A day whose year is at its end, and its marks. */
const SHORT = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?![\d])/;

/** A time of the day at the end of a cell. */
const CLOCK = /[T ,]+(\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?)$/i;

/**
 * The time in a cell: milliseconds, or ISO 8601; undefined if it is none. Databases write seconds or
 * milliseconds since 1970, people days in words, spreadsheets years of two digits.
 *
 * @param order how days with the year at their end are written
 */
export function timeInCell(cell: string, order?: DateOrder): number | string | undefined {
  const given = cell.trim().slice(0, 100);
  if (/^\d{9,10}$/.test(given)) return Number(given) * 1_000;
  if (/^\d{12,13}$/.test(given)) return Number(given);
  const at = isoTime(withWholeYear(given), order);
  if (at !== undefined) return at;
  if (!/[a-z]{3}/i.test(given)) return undefined;
  const clock = CLOCK.exec(given)?.[1];
  const day = dayInWords(clock === undefined ? given : given.replace(CLOCK, ""));
  const hours = clock === undefined ? undefined : isoClock(clock);
  return day !== undefined && hours !== undefined ? `${day}T${hours}` : day;
}

/** Two digits are of 1969 to 2068, as POSIX has it. */
function withWholeYear(text: string): string {
  return text.replace(SHORT, (whole, first, mark, second, year: string) => {
    if (year.length === 4) return whole;
    return `${first}${mark}${second}${mark}${Number(year) < 69 ? "20" : "19"}${year}`;
  });
}

/** What a cell tells of the order of days: `either` where both are possible, `iso` where it has none. */
export type OrderSeen = DateOrder | "either" | "iso";

export function orderIn(cell: string): OrderSeen {
  const [, first, mark, second] = SHORT.exec(cell.trim().slice(0, 100)) ?? [];
  // With full stops the day comes first wherever days are written so.
  if (first === undefined || first === second) return "iso";
  if (mark === ".") return "dmy";
  if (Number(first) > 12) return "dmy";
  return Number(second) > 12 ? "mdy" : "either";
}
