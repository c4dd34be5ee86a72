import { type Entry, InvalidCursorError, type Revision } from "../../journal/mod.ts";
import { entryPath, versionPath, versionsPath } from "../../pages/journal_paths.ts";
import type { JournalPagesContext, PageRequest, ShownPage } from "../context.ts";
import { dates, MomentInWords, type Preferences } from "../../pages/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { WriterName } from "./writer_name.tsx";
import { findWriters, type Writer, type Written } from "./writers.ts";

const PAGE_SIZE = 25;

/** One version of an entry in the list. */
interface Version extends Written {
  version: number;
  /** The one before it, if it is kept. */
  before?: number;
  /** When it was written, as far as it is known. */
  at?: number;
  title: string;
  wordCount: number;
  isNow?: boolean;
}

/** What an entry said, version by version, the newest first. */
export async function showVersions(
  { person: { journal }, params: { id }, query, preferences }: PageRequest,
  context: JournalPagesContext,
): Promise<ShownPage> {
  const asked = query.get("cursor") ?? undefined;
  const [entry, writer, { page: { revisions, nextCursor }, cursor }] = await Promise.all([
    journal.getEntry(id),
    journal.writerOf(id),
    readRevisions(asked),
  ]);
  /** The first page where a cursor is cut off. */
  async function readRevisions(cursor?: string) {
    try {
      return { page: await journal.listRevisions(id, { limit: PAGE_SIZE, cursor }), cursor };
    } catch (error) {
      if (!(error instanceof InvalidCursorError)) throw error;
      return { page: await journal.listRevisions(id, { limit: PAGE_SIZE }), cursor: undefined };
    }
  }
  const versions = versionsOf(entry, { writer, revisions, isFirstPage: cursor === undefined });
  const writerOf = await findWriters(context, versions);
  const page = (
    <JournalPage title="What it said before">
      <p>
        <a href={entryPath(id)}>
          <bdi>{entry.title}</bdi>
        </a>
      </p>
      <ol class="entries" reversed>
        {versions.map((version) => (
          <VersionItem
            key={version.version}
            {...{ id, version, preferences }}
            writer={writerOf(version)}
          />
        ))}
      </ol>
      {nextCursor !== undefined && (
        <nav class="pages" aria-label="Pages">
          <a href={`${versionsPath(id)}?${new URLSearchParams({ cursor: nextCursor })}`} rel="next">
            Older
          </a>
        </nav>
      )}
    </JournalPage>
  );
  return { page };
}

function VersionItem(
  { id, version: { version, before, at, title, wordCount, isNow }, writer, preferences }: {
    id: string;
    version: Version;
    writer: Writer;
    preferences: Preferences;
  },
) {
  const name = isNow ? `Version ${version}, as it is now` : `Version ${version}`;
  return (
    <li class="entry">
      <h2 class="item">
        <a href={versionPath(id, version, before)}>{name}</a>
      </h2>
      <p dir="auto">{title}</p>
      <p class="quiet facts">
        {at !== undefined && (
          <span>
            <MomentInWords at={at} preferences={preferences} />
          </span>
        )}
        <span>
          by <WriterName writer={writer} />
        </span>
        <span>{dates(preferences).number(wordCount)} words</span>
      </p>
    </li>
  );
}

/** Pairs each version with the one before it, which says since when it was there. */
function versionsOf(
  entry: Entry,
  { writer, revisions, isFirstPage }: {
    writer: Written;
    revisions: readonly Revision[];
    isFirstPage: boolean;
  },
): Version[] {
  const now: Version = { ...writer, ...entry, isNow: true };
  const all: Version[] = [...isFirstPage ? [now] : [], ...revisions];
  const older = isFirstPage ? revisions : revisions.slice(1);
  return all.map(({ version, title, wordCount, isNow, client, isImported }, n) => ({
    ...{ version, title, wordCount, isNow, client, isImported },
    before: older[n]?.version,
    at: older[n]?.savedAt ?? (version === 1 ? entry.createdAt : undefined),
  }));
}
