import { ReadOnlyError } from "../../kv/read_only.ts";
import { commit } from "../../kv/store.ts";
import type { Context } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";
import { blockOf, type Row, spanOf, type StatsBlock } from "../index/stats_block.ts";

/** Packs rows while they are read. */
export interface BlockBuilder {
  /** Rows come in the order of time, and all of those of a whole span. */
  add(row: Row): Promise<void> | void;

  /** Writes the last blocks. */
  end(): Promise<void>;
}

/** A commit holds 819,200 bytes, and a block up to 60,000. */
const PACKS_PER_COMMIT = 10;

/**
 * Begins to build blocks of the rows of the spans from `start` to before `end`, which are to be read
 * after this. A write removes the block of its span; so blocks are written only if nothing was
 * written since they were begun, and one that is there is right.
 */
export async function startBlocks(
  { store, keys }: Context,
  { visibility, start, end }: { visibility: Visibility; start: number; end: number },
): Promise<BlockBuilder> {
  const head = await store.read.get(keys.head());
  // Also once a journal is erased: its head is gone and does not come back.
  let isUnchanged = head.versionstamp !== null;
  let packs: { span: number; pack: StatsBlock }[] = [];
  let rows: Row[] = [];
  let span = start;

  async function keep(): Promise<void> {
    if (!isUnchanged || packs.length === 0) return;
    const write = commit(store, (operation) => {
      operation.check(head).check({ key: keys.erasure(), versionstamp: null });
      for (const { span, pack } of packs) operation.set(keys.figures(visibility, span), pack);
      return operation;
    });
    isUnchanged = await write.then(({ ok }) => ok, notIfReadOnly);
    packs = [];
  }

  async function next(following: number): Promise<void> {
    const pack = blockOf(span, rows);
    if (pack) packs.push({ span, pack });
    [span, rows] = [following, []];
    if (packs.length === PACKS_PER_COMMIT) await keep();
  }

  return {
    add(row) {
      const of = spanOf(row.time);
      if (!isUnchanged || of < start || of >= end) return;
      if (of === span) rows.push(row);
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
