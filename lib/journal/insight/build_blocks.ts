import { ReadOnlyError } from "../../kv/read_only.ts";
import { commit } from "../../kv/store.ts";
import { monthOf } from "../days/month.ts";
import type { Zone } from "../days/zone.ts";
import { blockOf, type DatedStats, sectionOf } from "../index/stats_block.ts";
import type { Context } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";

/** The stats of one entry, when it happened, and its day for whoever reads. */
export interface Row extends DatedStats {
  time: number;
}

/** Adds up rows while they are read. */
export interface BlockBuilder {
  /** The block of a month is there, but does not say what is asked for. */
  found(month: number, block: Uint8Array, has: { section: boolean }): void;

  /** Rows come in the order of time, and all of those of a whole month. */
  add(row: Row): Promise<void> | void;

  /** Writes the last blocks. */
  end(): Promise<void>;
}

/** A commit holds 819,200 bytes, and a block up to 60,000. */
const BLOCKS_PER_COMMIT = 10;

/**
 * Begins to build blocks of the rows of the months from `start` to before `end`, which are read after
 * `head`. A write removes the block of its month; so blocks are written only if nothing was written
 * since the head was read, and one that is there is right.
 */
export function startBlocks(
  { store, keys }: Context,
  { visibility, zone, head, start, end }: {
    visibility: Visibility;
    zone: Zone;
    head: Deno.KvEntryMaybe<unknown>;
    start: number;
    end: number;
  },
): BlockBuilder {
  // Also once a journal is erased: its head is gone and does not come back.
  let isUnchanged = head.versionstamp !== null;
  const known = new Map<number, { block: Uint8Array; section: boolean }>();
  let blocks: { month: number; block: Uint8Array }[] = [];
  let rows: Row[] = [];
  let month = start;

  async function keep(): Promise<void> {
    if (!isUnchanged || blocks.length === 0) return;
    const write = commit(store, (operation) => {
      operation.check(head).check({ key: keys.erasure(), versionstamp: null });
      for (const { month, block } of blocks) operation.set(keys.figures(visibility, month), block);
      return operation;
    });
    isUnchanged = await write.then(({ ok }) => ok, notIfReadOnly);
    blocks = [];
  }

  async function next(following: number): Promise<void> {
    const there = known.get(month);
    const codes = rows.map(({ figures }) => figures.dayCode);
    // One that has its section lacks the days only because they are too many.
    const section = there?.section ? undefined : sectionOf(rows, { zone, codes });
    const block = section && blockOf(section, there?.block);
    if (block) blocks.push({ month, block });
    known.delete(month);
    [month, rows] = [following, []];
    if (blocks.length === BLOCKS_PER_COMMIT) await keep();
  }

  return {
    found(month, block, { section }) {
      known.set(month, { block, section });
    },
    add(row) {
      const of = monthOf(row.time);
      if (!isUnchanged || of < start || of >= end) return;
      if (of === month) rows.push(row);
      else return next(of).then(() => void rows.push(row));
    },
    async end() {
      await next(end);
      await keep();
    },
  };
}

/** Counting goes on without blocks: they only make it faster. */
function notIfReadOnly(error: unknown): false {
  if (error instanceof ReadOnlyError) return false;
  throw error;
}
