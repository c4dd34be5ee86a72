import { refuse } from "./model.ts";

/** Where somebody is: as this call says, and as they have set it. */
export interface Where {
  call?: string;
  person?: string;
}

/** When an entry happened, as a model keeps it. */
export interface When {
  occurredAt: number;
  day?: string;
  utcOffset?: string;
  isZoneAssumed?: true;
}

/** What is kept of a time that somebody gives. */
export function whenOf(given: number | string, { call, person }: Where): When {
  if (typeof given === "number") {
    if (!Number.isInteger(given)) refuse("invalid");
    return momentIn(given, { call, person });
  }
  const zone = call ?? person ?? "UTC";
  if (/^\d{4}-\d\d-\d\d$/.test(given)) {
    const start = Temporal.PlainDate.from(given).toZonedDateTime(zone);
    return { occurredAt: start.epochMilliseconds, day: given };
  }
  if (given.endsWith("Z")) return momentIn(Date.parse(given), { call, person });
  const [offset] = given.match(/[+-]\d\d:\d\d$/) ?? [];
  if (offset) return { ...at(Date.parse(given), offset) };
  const clock = Temporal.PlainDateTime.from(given).toZonedDateTime(zone);
  return at(clock.epochMilliseconds, zone);
}

function momentIn(occurredAt: number, { call, person }: Where): When {
  if (call !== undefined) return at(occurredAt, call);
  return person === undefined ? { occurredAt } : { ...at(occurredAt, person), isZoneAssumed: true };
}

/** The day and the offset of a moment in a time zone. */
export function at(occurredAt: number, zone: string) {
  const there = Temporal.Instant.fromEpochMilliseconds(occurredAt).toZonedDateTimeISO(zone);
  return { occurredAt, day: there.toPlainDate().toString(), utcOffset: there.offset };
}

/** The day and the offset that a reader is shown of an entry. */
export function shownTime(
  { occurredAt, day, utcOffset, isZoneAssumed }: When,
  { call, person }: Where,
): { day: string; utcOffset?: string } {
  const isKept = day !== undefined && (call === undefined || !isZoneAssumed);
  if (isKept) return { day, utcOffset };
  const there = at(occurredAt, call ?? person ?? "UTC");
  return { day: there.day, utcOffset: there.utcOffset };
}

/** The first and the last moment of an edge of a range; its day if it is one. */
export function edgeOf(edge: number | string, { call, person }: Where) {
  if (typeof edge === "number") return { first: edge, last: edge };
  if (edge.includes("T")) return { first: Date.parse(edge), last: Date.parse(edge) };
  const date = Temporal.PlainDate.from(edge);
  const startOf = (date: Temporal.PlainDate) =>
    date.toZonedDateTime(call ?? person ?? "UTC").epochMilliseconds;
  return { first: startOf(date), last: startOf(date.add({ days: 1 })) - 1, day: edge };
}
