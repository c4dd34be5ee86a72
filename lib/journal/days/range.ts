import { DAY_MS } from "../../time.ts";
import { InvalidError } from "../errors.ts";
import { EARLIEST, LATEST, parseTime } from "../parse.ts";
import { calendarOf, dayOfDate } from "./calendar.ts";
import { parseWrittenTime } from "./written_time.ts";
import type { Zone } from "./zone.ts";

/**
 * Which entries are asked for: those of the days from `firstDay` to `lastDay`, inclusive, which all
 * happened between the moments `from` and `to`. Where no day is an edge, the moments decide.
 */
export interface EntryRange {
  from: number;
  to: number;
  /** What happened between these moments is in the range for certain; the rest depends on its day. */
  surelyFrom: number;
  surelyTo: number;
  firstDay: number;
  lastDay: number;
}

/** The edges of a range: milliseconds or texts of ISO 8601, each inclusive. */
export interface RangeQuery {
  from?: number | string;
  to?: number | string;
}

/** The range of a query; throws InvalidError for an edge that is no time, or if it ends too soon. */
export function parseRange({ from, to }: RangeQuery, zone: Zone): EntryRange {
  const start = from === undefined ? undefined : parseEdge(from, { what: "from", zone });
  const end = to === undefined ? undefined : parseEdge(to, { what: "to", zone });
  const [first, last] = [start?.first ?? EARLIEST, end?.last ?? LATEST];
  if (first > last) {
    const [later, earlier] = [first, last].map((time) => new Date(time).toISOString());
    throw new InvalidError(
      `The range starts at ${later}, after its end at ${earlier}`,
      "Give a from that is not later than to",
    );
  }
  const { day: firstDay = -Infinity } = start ?? {};
  const { day: lastDay = Infinity } = end ?? {};
  return {
    // The day of an entry can be the one before or after that in UTC, wherever it was written.
    from: firstDay === -Infinity ? first : Math.max((firstDay - 1) * DAY_MS, EARLIEST),
    to: lastDay === Infinity ? last : Math.min((lastDay + 2) * DAY_MS - 1, LATEST),
    surelyFrom: firstDay === -Infinity ? first : (firstDay + 1) * DAY_MS,
    surelyTo: lastDay === Infinity ? last : lastDay * DAY_MS - 1,
    firstDay,
    lastDay,
  };
}

/**
 * The first moment, in milliseconds, of a time or a day of ISO 8601 in a time zone that exists; throws
 * InvalidError for a text that is none.
 *
 * @param what names the field
 */
export function firstMomentOf(
  text: string,
  { what, timeZone }: { what: string; timeZone: string },
) {
  return parseEdge(text, { what, zone: { name: timeZone, source: "call" } }).first;
}

/** The first and the last moment of an edge; `day` is its number (see Calendar) if it is one. */
interface Edge {
  first: number;
  last: number;
  day?: number;
}

function parseEdge(edge: number | string, { what, zone }: { what: string; zone: Zone }): Edge {
  if (typeof edge === "number") return at(parseTime(edge, what));
  const written = parseWrittenTime(edge, what);
  switch (written.kind) {
    case "day": {
      const day = dayOfDate(written.date);
      const { from: first, to: last } = calendarOf(zone.name).boundsOf(day);
      return { first, last, day };
    }
    case "local": {
      const { clock } = written;
      // A time that comes twice, because clocks are set back, begins with the first one.
      const [first, last] = (["earlier", "later"] as const)
        .map((disambiguation) => clock.toZonedDateTime(zone.name, { disambiguation }))
        .map(({ epochMilliseconds }) => parseTime(epochMilliseconds, what));
      return { first, last };
    }
    case "moment":
      return at(written.at);
  }
}

function at(time: number): Edge {
  return { first: time, last: time };
}
