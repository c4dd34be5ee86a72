import type { Change, ChangedEntry, ChangeReader } from "../../journal/mod.ts";

/** Some changes that follow each other, with what they lead to. */
export interface Lot {
  entries: ChangedEntry[];
  /** Ids of entries that are no more. */
  gone: string[];
  /** The versionstamp of the last of the changes. */
  last: string;
}

const CHANGES_PER_READ = 50;

/** How much makes a lot: in FTS5 many small ones cost more, and large ones are held in memory. */
const LOT = { changes: 250, units: 2_000_000 };

/** Everything that has changed after a versionstamp, in lots, each entry as it is when it is read. */
export async function* readLots(reader: ChangeReader, after: string): AsyncIterable<Lot> {
  let lot = new Map<string, ChangedEntry | undefined>();
  let units = 0;
  let last = after;
  for await (const changes of inReads(reader.changes(after))) {
    const entries = await reader.entries(changes.map(({ id }) => id));
    for (const [n, { id, versionstamp }] of changes.entries()) {
      lot.set(id, entries[n]);
      units += entries[n]?.content.length ?? 0;
      last = versionstamp;
      if (lot.size < LOT.changes && units < LOT.units) continue;
      yield toLot(lot, last);
      [lot, units] = [new Map(), 0];
    }
  }
  if (lot.size > 0) yield toLot(lot, last);
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

function toLot(found: ReadonlyMap<string, ChangedEntry | undefined>, last: string): Lot {
  return {
    entries: [...found.values()].filter((entry) => entry !== undefined),
    gone: [...found].flatMap(([id, entry]) => entry === undefined ? id : []),
    last,
  };
}
