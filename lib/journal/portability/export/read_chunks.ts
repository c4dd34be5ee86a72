import { type Context, isVisible } from "../../store/context.ts";
import type { StoredEntry } from "../../store/stored.ts";
import type { Place, Progress } from "./export_cursor.ts";
import type { ExportRecord } from "../format.ts";
import { readHistory } from "./read_history.ts";
import { type EntrySnapshot, readEntrySnapshot } from "./read_entry_snapshot.ts";
import { readTagSnapshot, type TagSnapshot } from "./tag_snapshot.ts";
import { entryToRecord, revisionToRecord, tagToRecord } from "./to_record.ts";

/** What goes out in one piece, and where the export is then. */
export interface ExportChunk {
  records: ExportRecord[];
  place: Place;
}

const ENTRIES_AT_ONCE = 100;

/** Everything that is still to go out: tags, then each entry followed by its revisions. */
export async function* readChunks(
  context: Context,
  progress: Progress,
): AsyncIterable<ExportChunk> {
  const { place } = progress;
  const late = lateTags(context, progress);
  if (place.part === "tags") yield* readTags(context, place);
  yield* readRestOfHistory(context, { place, late });
  let { done } = place;
  let tags = await readTagSnapshot(context);
  for await (const id of readIds(context, progress)) {
    const moment = await readEntrySnapshot(context, id, { tags });
    if (moment === undefined) continue;
    tags = moment.tags;
    done++;
    const entry = entryToRecord(moment);
    yield {
      records: [...late(entry.tags, tags), entry],
      place: { part: "entries", after: id, history: startOf(moment), done },
    };
    yield* readRevisions(context, { id, ...startOf(moment), tags, late, done });
  }
}

async function* readTags(context: Context, { after }: Place): AsyncIterable<ExportChunk> {
  const { tags } = await readTagSnapshot(context);
  for (const { tag } of tags.values()) {
    if (tag.id <= after) continue;
    yield { records: [tagToRecord(context, tag)], place: { part: "tags", after: tag.id, done: 0 } };
  }
}

/** The history of the entry at which the page before has ended, if the entry is still there. */
async function* readRestOfHistory(
  context: Context,
  { place, late }: { place: Place; late: LateTags },
): AsyncIterable<ExportChunk> {
  const { store, keys } = context;
  const { after: id, history, done } = place;
  if (history === undefined) return;
  const { value: head } = await store.read.get<StoredEntry>(keys.entry(id));
  if (head === null || !isVisible(context, head)) return;
  const tags = await readTagSnapshot(context);
  yield* readRevisions(context, { id, ...history, tags, late, done });
}

async function* readRevisions(
  context: Context,
  { id, after, below, tags, late, done }: {
    id: string;
    after: number;
    below: number;
    tags: TagSnapshot;
    late: LateTags;
    done: number;
  },
): AsyncIterable<ExportChunk> {
  if (below <= after + 1) return;
  for await (const past of readHistory(context, { id, after, below })) {
    const revision = revisionToRecord(past, { entryId: id, tags });
    const history = { below, after: past.revision.version };
    yield {
      records: [...late(revision.tags, tags), revision],
      place: { part: "entries", after: id, history, done },
    };
  }
}

/** The ids of the entries that existed when the export began, in their order. */
async function* readIds(
  { store, keys }: Context,
  { last, place }: Progress,
): AsyncIterable<string> {
  if (last === "") return;
  const after = place.part === "entries" ? place.after : "";
  if (after >= last) return;
  const range = { start: [...keys.entry(after), 0], end: [...keys.entry(last), 0] };
  for await (const { key } of store.read.list(range, { batchSize: ENTRIES_AT_ONCE })) {
    yield String(key.at(-1));
  }
}

type LateTags = (named: readonly { id: string }[], tags: TagSnapshot) => ExportRecord[];

/**
 * Tags that were made or changed after the export began may have missed their turn: they go out, once
 * a page, before the first that names them.
 */
function lateTags(context: Context, { began }: Progress): LateTags {
  const seen = new Set<string>();
  return (named, { tags }) =>
    named.flatMap(({ id }) => {
      const found = tags.get(id);
      if (found === undefined || found.versionstamp <= began || seen.has(id)) return [];
      seen.add(id);
      return tagToRecord(context, found.tag);
    });
}

function startOf({ head }: EntrySnapshot) {
  return { below: head.version, after: 0 };
}
