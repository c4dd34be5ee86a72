import { InvalidError } from "../errors.ts";
import { EARLIEST, LATEST, parseTime } from "../parse.ts";
import type { Calendar } from "./calendar.ts";
import { parseDay } from "./parse_day.ts";

/** The entries that statistics are about: those between two moments and between two days, inclusive. */
export interface Period {
  from: number;
  to: number;
  firstDay: number;
  lastDay: number;
}

/** The period of a query; throws InvalidError if it ends before it starts. */
export function parsePeriod(
  { from, to }: { from?: number | string; to?: number | string },
  calendar: Calendar,
): Period {
  const start = from === undefined ? undefined : parseEdge(from, { what: "from", calendar });
  const end = to === undefined ? undefined : parseEdge(to, { what: "to", calendar });
  const period = {
    from: start?.from ?? EARLIEST,
    to: end?.to ?? LATEST,
    firstDay: start?.day ?? -Infinity,
    lastDay: end?.day ?? Infinity,
  };
  if (period.from <= period.to) return period;
  const [later, earlier] = [period.from, period.to].map((time) => new Date(time).toISOString());
  throw new InvalidError(
    `The range starts at ${later}, after its end at ${earlier}`,
    "Give a from that is not later than to",
  );
}

/** A time is its own first and last; a day has those of the time zone. */
function parseEdge(
  edge: number | string,
  { what, calendar }: { what: string; calendar: Calendar },
): { from: number; to: number; day?: number } {
  if (typeof edge === "string") {
    const day = parseDay(edge, what);
    return { ...calendar.boundsOf(day), day };
  }
  const time = parseTime(edge, what);
  return { from: time, to: time };
}
