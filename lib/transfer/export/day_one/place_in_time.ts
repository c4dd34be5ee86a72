import type { EntryRecord } from "../../../journal/mod.ts";
import { inSeconds } from "./in_seconds.ts";

/** When and where an entry happened, as Day One says it: a moment and a time zone, or a whole day. */
export interface PlaceInTime {
  creationDate: string;
  timeZone?: string;
  isAllDay: boolean;
}

/** @param timeZone of the person, who mostly wrote there */
export function placeInTime(
  { occurredAt, day, utcOffset }: Pick<EntryRecord, "occurredAt" | "day" | "utcOffset">,
  timeZone: string,
): PlaceInTime {
  const creationDate = inSeconds(occurredAt);
  const at = Temporal.Instant.from(creationDate);
  if (utcOffset !== undefined) {
    const isThere = at.toZonedDateTimeISO(timeZone).offset === utcOffset;
    return {
      creationDate,
      timeZone: isThere ? timeZone : zoneAt(utcOffset),
      isAllDay: false,
    };
  }
  if (day === undefined) return { creationDate, isAllDay: false };
  const zone = [timeZone, "UTC"].find((zone) =>
    at.toZonedDateTimeISO(zone).toPlainDate().toString() === day
  );
  if (zone) return { creationDate, timeZone: zone, isAllDay: true };
  return { creationDate: `${day}T12:00:00Z`, timeZone: "UTC", isAllDay: true };
}

/** A name that all programs know, for offsets of whole hours; the sign is the other way round there. */
function zoneAt(utcOffset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(utcOffset) ?? [];
  const isKnown = minutes === "00" && Number(hours) <= (sign === "+" ? 14 : 12);
  if (!isKnown) return `GMT${utcOffset.replace(":", "")}`;
  if (Number(hours) === 0) return "UTC";
  return `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`;
}
