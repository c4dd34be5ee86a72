/**
 * Returns what clocks in a time zone are ahead of UTC, in milliseconds, moment by moment. An offset
 * holds from one transition of the time zone to the next: for a list of moments Temporal is asked
 * twice a year instead of once a moment.
 */
export function offsetsIn(timeZone: string): (time: number) => number {
  if (timeZone === "UTC") return () => 0;
  let [start, end, offset] = [NaN, NaN, 0];
  return (time) => {
    if (time >= start && time < end) return offset;
    const moment = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
    offset = moment.offsetNanoseconds / 1e6;
    // To look for transitions takes longer than what was asked, which mostly is for one moment.
    const isFirst = Number.isNaN(start);
    [start, end] = isFirst ? [time, time + 1] : holdsFrom(moment);
    return offset;
  };
}

/** From when until when the offset of a moment holds. */
function holdsFrom(moment: Temporal.ZonedDateTime): [from: number, until: number] {
  // The transition before a moment is never the one at it.
  const before = moment.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const after = moment.getTimeZoneTransition("next");
  return [before?.epochMilliseconds ?? -Infinity, after?.epochMilliseconds ?? Infinity];
}
