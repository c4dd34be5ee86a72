import { type Entry, offsetMs } from "../../journal/mod.ts";

/**
 * When an entry happened, as ISO 8601 where it was written, such as 2026-11-23T09:30+01:00; only its
 * day where it has no time.
 */
export function when(
  { occurredAt, day, utcOffset }: Pick<Entry, "occurredAt" | "day" | "utcOffset">,
) {
  if (utcOffset === undefined) return day;
  // An offset with seconds is one of before there were time zones.
  const minutes = utcOffset.slice(0, "+09:00".length);
  const there = new Date(occurredAt + offsetMs(minutes)).toISOString();
  return there.slice(0, -":00.000Z".length) + minutes;
}
