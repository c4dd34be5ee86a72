import type { Change, ChangedEntry, ChangeReader } from "../../journal/mod.ts";

/** Some changes that follow each other, with what they lead to. */
export interface ChangeBatch {
  entries: ChangedEntry[];
  /** Ids of entries that are no more. */
  gone: string[];
  /** The versionstamp of the last of the changes. */
  last: string;
}

const CHANGES_PER_READ = 50;

/** The size of a batch: fewer rewrite more blocks, and all of one is held in memory. */
const BATCH_LIMITS = { changes: 250, units: 1_000_000 };

/**
 * Everything that has changed after a versionstamp, in batches, each entry as it is when it is read.
 *
 * @param atMost a smaller number of changes in a batch
 */
export async function* readChangeBatches(
  reader: ChangeReader,
  after: string,
  { atMost = BATCH_LIMITS.changes }: { atMost?: number } = {},
): AsyncIterable<ChangeBatch> {
  let batch = new Map<string, ChangedEntry | undefined>();
  let units = 0;
  let last = after;
  for await (const changes of inReads(reader.changes(after))) {
    const entries = await reader.entries(changes.map(({ id }) => id));
    for (const [n, { id, versionstamp }] of changes.entries()) {
      const isFull = batch.size >= atMost || units >= BATCH_LIMITS.units;
      // A watermark says nothing of where within a commit it is, so that all of one go together.
      if (isFull && versionstamp !== last) {
        yield toBatch(batch, last);
        [batch, units] = [new Map(), 0];
      }
      batch.set(id, entries[n]);
      units += entries[n]?.content.length ?? 0;
      last = versionstamp;
    }
  }
  if (batch.size > 0) yield toBatch(batch, last);
}

async function* inReads(changes: AsyncIterable<Change>): AsyncIterable<Change[]> {
  let some: Change[] = [];
  for await (const change of changes) {
    if (some.push(change) < CHANGES_PER_READ) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

function toBatch(found: ReadonlyMap<string, ChangedEntry | undefined>, last: string): ChangeBatch {
  return {
    entries: [...found.values()].filter((entry) => entry !== undefined),
    gone: [...found].flatMap(([id, entry]) => entry === undefined ? id : []),
    last,
  };
}
