import { DAY_MS } from "../../time.ts";
import { InvalidError } from "../errors.ts";
import { EARLIEST, LATEST } from "../parse.ts";
import { quote } from "../text.ts";
import { formatOffset } from "./utc_offset.ts";

/** A time as somebody wrote it. */
export type WrittenTime =
  /** A day without a time, such as 2026-11-23. */
  | { kind: "day"; date: Temporal.PlainDate }
  /** What a clock on the wall showed, somewhere. */
  | { kind: "local"; clock: Temporal.PlainDateTime }
  /** A moment in milliseconds since 1970-01-01 UTC; `offset` from UTC only if it was written. */
  | { kind: "moment"; at: number; offset?: string };

/** No time is longer, and patterns take their time on what is. */
const MAX_CHARACTERS = 100;

const DAY = /^\d{4}-?\d{2}-?\d{2}$/;
const ZONE = /\[[^\]=]+\]$/;
const UTC = /(?:z|-00(?::?00)?)$/i;
const OFFSET = /[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?$/;
const END_OF_DAY = /([t ])24(?=(?::?00)*(?:[.,]0+)?(?:z|[+-][\d:]+)?$)/i;

/**
 * Reads a time of ISO 8601 in any of its forms, with or without seconds, with a zone in brackets
 * (RFC 9557) or not. `Z` and `-00:00` say nothing of where it was written (RFC 9557, section 2).
 * Throws InvalidError for what is none, or not of the years 0000 to 9999.
 *
 * @param what names the field
 */
export function parseWrittenTime(text: string, what: string): WrittenTime {
  try {
    // ISO 8601 prefers the minus sign to the hyphen.
    const time = text.length > MAX_CHARACTERS
      ? undefined
      : read(text.trim().replace("\u2212", "-"));
    if (time && isInRange(time)) return time;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidError(
    `${what} is ${quote(text)}, not a time of ISO 8601 in the years 0000 to 9999`,
    "Give a time such as 2026-11-23T09:30+01:00, or a day such as 2026-11-23",
  );
}

/** Whether a text is a time that `parseWrittenTime` reads. */
export function isWrittenTime(text: string): boolean {
  try {
    return parseWrittenTime(text, "").kind !== undefined;
  } catch {
    return false;
  }
}

function read(text: string): WrittenTime {
  if (text.includes("=")) throw new RangeError("Days of other calendars are not ours");
  if (DAY.test(text)) return { kind: "day", date: Temporal.PlainDate.from(text) };
  if (END_OF_DAY.test(text)) return nextDay(read(text.replace(END_OF_DAY, "$100")));
  if (ZONE.test(text)) {
    const { epochMilliseconds: at, offset } = Temporal.ZonedDateTime.from(text, { offset: "use" });
    return { kind: "moment", at, offset };
  }
  const time = text.slice(text.search(/[t ]/i));
  if (UTC.test(time)) return { kind: "moment", at: momentOf(text) };
  const clock = Temporal.PlainDateTime.from(text);
  if (!OFFSET.test(time)) return { kind: "local", clock };
  const at = momentOf(text);
  return {
    kind: "moment",
    at,
    offset: formatOffset(clock.toZonedDateTime("UTC").epochMilliseconds - at),
  };
}

/** 24:00 is 0:00 of the day after (ISO 8601-1, 2022). */
function nextDay(time: WrittenTime): WrittenTime {
  switch (time.kind) {
    case "moment":
      return { ...time, at: time.at + DAY_MS };
    case "local":
      return { ...time, clock: time.clock.add({ days: 1 }) };
    case "day":
      return time;
  }
}

function momentOf(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

function isInRange(time: WrittenTime): boolean {
  if (time.kind === "moment") return time.at >= EARLIEST && time.at <= LATEST;
  const { year } = time.kind === "day" ? time.date : time.clock;
  return year >= 0 && year <= 9999;
}
