import { setTimeout as pause } from "node:timers/promises";
import { raw } from "hono/html";
import {
  type Entry,
  type EntryPage,
  type EntrySummary,
  LIMITS,
  NotFoundError,
} from "../../journal/mod.ts";
import { JOURNAL_PATHS, printPath } from "../../pages/journal_paths.ts";
import { renderPage } from "../../pages/mod.ts";
import { inTurn } from "../../turns.ts";
import type { PageRequest, Person } from "../context.ts";
import { dates, langOf, type Preferences } from "../../pages/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { journalPageHeaders } from "../reply.ts";
import { BookEntry } from "./book_entry.tsx";
import { type BookQuery, yearOf } from "./book_query.ts";

/** What one document has at most: beyond it, browsers take minutes to lay it out. */
const MAX_ENTRIES = 4_000;
const MAX_CHARACTERS = 16 * 2 ** 20;

/** So many are looked through for the oldest of them. */
const MAX_LISTED = 50_000;

/** An entry that belongs to a book. */
type Listed = Pick<EntrySummary, "id" | "day">;

/** Stands in the page where the entries come. */
const MARK = "<!--entries-->";

/**
 * Sends a part of the journal as one page, entry by entry as they are read, the oldest first. What is
 * too much for one document ends with the way to the rest. Throws what a list of entries throws.
 */
export async function sendBook(
  { person, preferences, visitor }: PageRequest,
  query: BookQuery,
): Promise<Response> {
  // Before anything is sent, so that what cannot be asked for gets an answer of its own.
  const first = await readSummaries(person, query);
  const [head, tail] = renderPage(<Book query={query} preferences={preferences} />).split(MARK);

  const render = (page: () => string) =>
    inTurn({ scope: BOOKS, name: visitor.subject }, () => sharingTime(page));
  async function* parts(): AsyncGenerator<string> {
    yield head;
    const listed = await readRest(person, { query, first });
    yield* listed ? entriesOf(listed, { person, preferences, query, render }) : [TOO_MANY];
    yield tail;
  }
  const body = ReadableStream.from(parts()).pipeThrough(new TextEncoderStream());
  return new Response(body, { headers: journalPageHeaders() });
}

function Book({ query, preferences }: { query: BookQuery; preferences: Preferences }) {
  const { from, to, tag } = query;
  const { shortDay } = dates(preferences);
  const year = yearOf(query);
  const days = [from, to].map((day) =>
    /^\d{4}-\d{2}-\d{2}$/.test(String(day)) && shortDay(String(day))
  );
  const title = year ?? tag ?? "Journal";
  return (
    <JournalPage title={title} hasHeading={false}>
      <p class="no-print notice">
        This is a book: print it with your browser, or save it as a PDF.{" "}
        {query.private === undefined && "Private entries are in it. "}
        <a href={JOURNAL_PATHS.print}>Choose another part</a>
      </p>
      <div class="book">
        <header class="title-page">
          <h1 dir="auto">{title}</h1>
          {year === undefined && (days[0] || days[1]) && (
            <p {...langOf(preferences)}>{days.map((day) => day || "").join(" – ")}</p>
          )}
          {tag !== undefined && title !== tag && (
            <p>
              #<bdi>{tag}</bdi>
            </p>
          )}
        </header>
        {raw(MARK)}
      </div>
    </JournalPage>
  );
}

/** The entries as HTML, under their months and days. */
async function* entriesOf(
  listed: readonly Listed[],
  { person, preferences, query, render }: {
    person: Person;
    preferences: Preferences;
    query: BookQuery;
    render: (page: () => string) => Promise<string>;
  },
): AsyncGenerator<string> {
  let [before, characters] = ["", 0];
  if (listed.length === 0) yield String(<p>Nothing was written.</p>);
  for (const [n, { id, day }] of listed.entries()) {
    if (n >= MAX_ENTRIES || characters > MAX_CHARACTERS) return yield rest(query, day);
    const entry = await readEntry(person, id);
    if (!entry) continue;
    const html = await render(() =>
      String(<BookEntry entry={entry} before={before} preferences={preferences} />)
    );
    characters += html.length;
    before = entry.day;
    yield html;
  }
}

/** Of the turns of entries: all books of a person together take the time of one. */
const BOOKS = {};
const SLOW_MS = 20;

/** A text that takes long leaves as much time to everybody else. */
async function sharingTime(render: () => string): Promise<string> {
  const begun = performance.now();
  const html = render();
  const took = performance.now() - begun;
  if (took > SLOW_MS) await pause(took);
  return html;
}

const TOO_MANY = String(
  <p class="notice">These are too many entries for a book. Choose fewer days.</p>,
);

function rest(query: BookQuery, day: string): string {
  return String(
    <p class="notice">
      This is too much for one document.{" "}
      <a href={printPath({ ...query, from: day })}>Print the rest</a>
    </p>,
  );
}

async function readSummaries(
  { journal }: Person,
  query: BookQuery,
  cursor?: string,
): Promise<EntryPage> {
  return await journal.listEntries({ ...query, limit: LIMITS.pageSize, cursor });
}

/** All entries of a book, the oldest first; undefined for too many. */
async function readRest(
  person: Person,
  { query, first }: { query: BookQuery; first: EntryPage },
): Promise<Listed[] | undefined> {
  const all: Listed[] = [];
  for (let page = first;;) {
    for (const { id, day } of page.entries) all.push({ id, day });
    if (page.nextCursor === undefined) return all.reverse();
    if (all.length > MAX_LISTED) return undefined;
    page = await readSummaries(person, query, page.nextCursor);
  }
}

/** An entry; undefined if it is gone, or went to the trash, since it was listed. */
async function readEntry({ journal }: Person, id: string): Promise<Entry | undefined> {
  try {
    const entry = await journal.getEntry(id);
    return entry.trashedAt === undefined ? entry : undefined;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
