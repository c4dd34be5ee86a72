import { DAY_MS } from "../../../time.ts";
import type { Context } from "../../store/context.ts";
import { InvalidError } from "../../errors.ts";
import { isId } from "../../../ids.ts";
import { decodeTime } from "ulid";
import type { TagWrite } from "../../tags/write_tags.ts";
import type { StoredTag } from "../../store/stored.ts";
import { quote } from "../../text.ts";
import { parseTime } from "../../parse.ts";
import { type Plan, transact } from "../../store/transact.ts";

/** One import, or a dry run of one. */
export interface ImportRun {
  context: Context;
  dryRun: boolean;
  /** The tags that a dry run would have made by now; a real one finds them in the journal. */
  plannedTags: { tag: StoredTag; isHidden: boolean }[];
  /** How many of them are new to the viewer. */
  plannedCount: number;
  /** Under which name it is remembered what entries were before, so that it can be undone. */
  importId?: string;
  /** Whether an entry that is here stays as it is. */
  keepsExisting?: boolean;
}

/** Carries a plan out; a dry run only makes it. */
export async function carryOut<T>(run: ImportRun, plan: () => Promise<Plan<T>>): Promise<T> {
  if (run.dryRun) return (await plan()).result;
  return await transact(run.context, plan);
}

/** Lets a dry run remember tags that a real one would have written. */
export function planTagsOf(
  run: ImportRun,
  { made, changed = [] }: { made: readonly TagWrite[]; changed?: readonly TagWrite[] },
): void {
  if (!run.dryRun) return;
  const { includePrivate } = run.context;
  for (const { after: tag, isSeen } of [...made, ...changed]) {
    run.plannedTags.push({ tag, isHidden: !includePrivate && !isSeen });
  }
  run.plannedCount += made.filter(({ before, isSeen }) => includePrivate ? !before : isSeen).length;
}

/** A time that is not ahead of the clock, give or take a day: clocks of two machines differ. */
export function parsePast(context: Context, time: number, what: string): number {
  if (time <= context.now() + DAY_MS) return parseTime(time, what);
  throw new InvalidError(`${what} lies in the future`, "Give the time when it happened");
}

/** An id of ours: a ULID that is not of the future. */
export function parseImportedId(context: Context, id: string): string {
  if (!isId(id)) throw new InvalidError(`Id ${quote(id)} is not a ULID`, "Leave ids as they were");
  parsePast(context, decodeTime(id), `The time in id ${quote(id)}`);
  return id;
}
