import { dayIn, onTheClock } from "../../calendar/days.ts";
import type { Entry, RevisionText } from "../../journal/mod.ts";

/** When something happened, as a form has it. */
export interface FormTime {
  /** Such as "2026-11-23". */
  day: string;
  /** Such as "09:30"; empty for a day without a time. */
  time: string;
  /** The offset from UTC that the time is of, such as "+09:00"; empty for the person's time zone. */
  offset: string;
}

/** The day and the time that a moment has in a time zone. */
export function timeIn(timeZone: string, at: number): FormTime {
  return { day: dayIn(timeZone)(at), time: clockIn(timeZone, at), offset: "" };
}

/** When an entry happened, on the clocks of where it was written. */
export function timeOf(
  { occurredAt, day, utcOffset }: Pick<Entry | RevisionText, "occurredAt" | "day" | "utcOffset">,
  timeZone: string,
): FormTime {
  const local = timeIn(timeZone, occurredAt);
  if (utcOffset === undefined) return { day: day ?? local.day, time: "", offset: "" };
  const there = new Date(onTheClock(new Date(occurredAt).toISOString(), utcOffset)).toISOString();
  const time = { day: day ?? there.slice(0, 10), time: there.slice(11, 16) };
  const isLocal = time.day === local.day && time.time === local.time;
  return { ...time, offset: isLocal ? "" : utcOffset };
}

/** What the journal is told: a time of ISO 8601, or `undefined` where nothing was given. */
export function writtenTime({ day, time, offset }: FormTime): string | undefined {
  if (day === "") return undefined;
  return time === "" ? day : `${day}T${time}${offset}`;
}

/** Whether two times of a form are the same. */
export function isSameTime(one: FormTime, other: FormTime): boolean {
  return writtenTime(one) === writtenTime(other);
}

function clockIn(timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const,
  });
  return format.format(at);
}
