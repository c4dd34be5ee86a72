import { type Day, dayIn } from "../../lib/calendar/days.ts";
import type { Told } from "./host/connect.ts";
import { type OnThisDay, type Range, type Stats, structured, type SummaryPage } from "./journal.ts";

/** Which entries are listed. */
export type Selection =
  | { kind: "latest" }
  | { kind: "day"; day: Day }
  | { kind: "month"; month: string }
  | { kind: "range"; range: Range }
  | { kind: "search"; query: string }
  | {
    kind: "memories";
    day: Day;
    /** The first page, where it goes on, and the arguments of the call that brought it. */
    first: SummaryPage;
    asked: Record<string, unknown>;
  };

/** What the call that the app is opened for has brought. */
export interface Opening {
  /** Figures of `range`, or of the whole journal. */
  stats?: Stats;
  /** What the call asked for: days or moments. */
  asked?: { from?: string; to?: string };
  range?: { from?: Day; to?: Day };
  selection: Selection;
}

/** Reads the result of `journal_stats` or `on_this_day`; throws an Error with its text if it failed. */
export function openingOf(
  { input = {}, result }: Told,
  { timeZone, today }: { timeZone: string; today: Day },
): Opening | undefined {
  if (!result) return;
  const stats = structured<Stats | OnThisDay>(result);
  if ("years" in stats) {
    const { date: day, nextCursor } = stats;
    const first = { entries: stats.years.flatMap((year) => year.entries), nextCursor };
    return { selection: { kind: "memories", day, first, asked: { ...input, date: day } } };
  }
  const { from, to } = input as { from?: string; to?: string };
  if (from === undefined && to === undefined) return { stats, selection: { kind: "latest" } };
  const range = { from: dayOfEdge(from, timeZone), to: dayOfEdge(to, timeZone) };
  return {
    stats,
    asked: { ...from !== undefined && { from }, ...to !== undefined && { to } },
    range,
    selection: {
      kind: "range",
      range: { from: range.from ?? "0000-01-01", to: range.to ?? today },
    },
  };
}

/** Edges are days or moments. */
function dayOfEdge(edge: string | undefined, timeZone: string): Day | undefined {
  return edge?.includes("T") ? dayIn(timeZone)(Date.parse(edge)) : edge;
}
