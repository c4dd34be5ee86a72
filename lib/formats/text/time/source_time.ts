/** ISO 8601 in its basic and extended form, also without seconds and with an offset of hours only. */
const TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d)(?::?(\d\d)(?::?(\d\d(?:[.,]\d{1,9})?))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Returns the moment of a time in milliseconds, or undefined if it is none; a time without an offset
 * is local in `zone`.
 */
export function momentOf(text: string, zone: string): number | undefined {
  const [, year, month, day, hour, minute = "00", second = "00", offset] = TIME.exec(text.trim()) ??
    [];
  if (year === undefined) return undefined;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second.replace(",", ".")}`;
  try {
    return offset === undefined
      ? Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
      : Temporal.Instant.from(`${local}${extended(offset)}`).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Whether a time says no offset, so that its moment depends on the zone. */
export function isLocalTime(text: string): boolean {
  const found = TIME.exec(text.trim());
  return found !== null && found[7] === undefined;
}

/** The time zone that an app names, also as `GMT+0200`; undefined if there is none of that name. */
export function zoneNamed(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  const offset = /^(?:GMT|UTC)?([+-]\d\d(?::?\d\d)?)$/i.exec(name.trim())?.[1];
  try {
    return new Temporal.ZonedDateTime(0n, offset ? extended(offset) : name.trim()).timeZoneId;
  } catch {
    return undefined;
  }
}

/**
 * The time zone that a time tells: its offset, or `local` where it has none. Programs write UTC where
 * they know no better, so that it tells nothing.
 */
export function zoneIn(text: string, local: string): string | undefined {
  const offset = TIME.exec(text.trim())?.[7];
  if (offset === undefined) return local;
  return /^(?:Z|[+-]00(?::?00)?)$/i.test(offset) ? undefined : zoneNamed(offset);
}

/** `+0200` and `+02` as `+02:00`. */
function extended(offset: string): string {
  if (offset.length === 1) return offset;
  const [hours, minutes] = [offset.slice(0, 3), offset.slice(3).replace(":", "")];
  return `${hours}:${minutes || "00"}`;
}
