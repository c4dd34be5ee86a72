import { addDays, type Day } from "../../lib/calendar/days.ts";
import type { Host, ToolResult } from "./host/connect.ts";

/** What `journal_stats` tells, as far as it is shown. */
export interface Stats {
  entryCount: number;
  wordCount: number;
  currentStreak: number;
  longestStreak: number;
  /** By names such as 2026-11. */
  months: Record<string, { entryCount: number }>;
  days?: DayCount[];
  /** The lists for which there was no room: a shorter range has the rest. */
  shortened?: string[];
}

export interface DayCount {
  date: Day;
  entryCount: number;
  wordCount: number;
  mood?: string;
}

/** An entry in a list: with an excerpt, or a snippet in which the matches are between `**`. */
export interface Summary {
  id: string;
  title: string;
  excerpt?: string;
  snippet?: string;
  mood?: string;
  occurredAt: string;
  /** The day that it had where it was written. */
  day: Day;
  /** Of its time there, such as "+09:00"; absent if it has a day only. */
  utcOffset?: string;
  isFavorite: boolean;
  isPrivate: boolean;
  tags: string[];
}

export interface Entry extends Omit<Summary, "tags"> {
  content: string;
  wordCount: number;
  location?: string;
  weather?: string;
  tags: { id: string; name: string }[];
}

export interface SummaryPage {
  entries: Summary[];
  /** How many there are on all pages, if that is known. */
  total?: number;
  /** For words that no entry has. */
  corrections?: { word: string; instead: string[] }[];
  nextCursor?: string;
}

/** What `on_this_day` tells. */
export interface OnThisDay {
  date: Day;
  years: { year: number; entries: Summary[] }[];
  nextCursor?: string;
}

/** A part of an entry: a long text comes in several. */
interface EntryPart {
  entry: Entry;
  /** Where the next part begins. */
  next?: number;
}

export type Range = { from: Day; to: Day };

/** The journal, through the host and with the person's rights. Every method rejects with an Error. */
export interface Journal {
  /** Of some days or moments, or of all. */
  stats(range?: Partial<Range>): Promise<Stats>;
  /** The newest first, of some days or of all. */
  list(page: { range?: Range; cursor?: string }): Promise<SummaryPage>;
  /** The best match first. */
  search(page: { query: string; cursor?: string }): Promise<SummaryPage>;
  /** The days of a range that have entries, all of them. */
  days(range: Range): Promise<DayCount[]>;
  /** The entries of one day in every year, as `asked`, after `cursor`. */
  memories(page: { asked: Record<string, unknown>; cursor?: string }): Promise<SummaryPage>;
  /** One entry with its whole content. */
  get(id: string): Promise<Entry>;
}

/** Entries a page: an app among messages is not to fill them. */
const PAGE = 10;

/** @param timeZone whose days are meant; those of the person unless given */
export function openJournal(host: Host, timeZone?: string): Journal {
  const call = async <T>(name: string, args: Record<string, unknown>) =>
    structured<T>(await host.callTool(name, args));
  const where = timeZone === undefined ? {} : { timeZone };
  const stats = (range?: Partial<Range>) =>
    call<Stats>("journal_stats", { ...range, ...where, byDay: true });
  return {
    stats,
    days: (range) => daysOf(range, stats),
    async memories({ asked, cursor }) {
      const { years, nextCursor } = await call<OnThisDay>("on_this_day", { ...asked, cursor });
      return { entries: years.flatMap((year) => year.entries), nextCursor };
    },
    list: ({ range, cursor }) =>
      call("list_entries", {
        ...{ ...range, ...where },
        ...cursor !== undefined && { cursor },
        limit: PAGE,
      }),
    search: ({ query, cursor }) =>
      call("search_entries", {
        query,
        ...where,
        ...cursor !== undefined && { cursor },
        limit: PAGE,
      }),
    async get(id) {
      let { entry, next } = await call<EntryPart>("get_entry", { id });
      while (next !== undefined) {
        const part: EntryPart = await call("get_entry", { id, offset: next });
        entry = { ...part.entry, content: entry.content + part.entry.content };
        next = part.next;
      }
      return entry;
    },
  };
}

/** Asks for halves of a range where one answer has no room for all of it. */
async function daysOf(
  { from, to }: Range,
  stats: (range: Range) => Promise<Stats>,
): Promise<DayCount[]> {
  const { days = [], shortened = [] } = await stats({ from, to });
  if (!shortened.includes("days") || from === to) return days;
  const middle = addDays(from, Math.floor((Date.parse(to) - Date.parse(from)) / 2 / 86_400_000));
  return [
    ...await daysOf({ from, to: middle }, stats),
    ...await daysOf({ from: addDays(middle, 1), to }, stats),
  ];
}

/** The facts of a result; throws an Error with its text where it tells of a problem. */
export function structured<T>({ isError, content, structuredContent }: ToolResult): T {
  if (isError || structuredContent === undefined) {
    const [text] = (content ?? []).flatMap((block) => block.type === "text" ? [block.text] : []);
    throw new Error(isError && text ? text : "The client did not pass the answer on.");
  }
  return structuredContent as T;
}
