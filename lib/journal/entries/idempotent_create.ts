import type { Context } from "../store/context.ts";
import { HOUR_MS } from "../../time.ts";
import { KeyOfTrashedError, KeyTakenError, NotFoundError } from "../errors.ts";
import { getEntry } from "./get_entry.ts";
import { LIMITS } from "../limits.ts";
import type { Entry, WrittenEntry } from "../model.ts";
import type { StoredCreation } from "../store/stored.ts";
import type { Plan, Write } from "../store/transact.ts";

const LIFETIME_MS = LIMITS.idempotencyKeyHours * HOUR_MS;

/** A creation that happens once. */
export interface OneCreation {
  /** As the client gave it. */
  idempotencyKey: string;
  /** Where it is kept what the key has made. */
  onceKey: Deno.KvKey;
  /** Of the arguments. */
  digest: string;
}

/** A new entry, and the part of its write that makes its new tags, if it has some. */
export interface NewEntryPlan extends Omit<Required<Plan<WrittenEntry>>, "onCommit"> {
  writeTags?: Write;
}

/**
 * Plans an entry, unless its key has made one in the last 24 hours: then that is the result, or an
 * error if the arguments are others or the entry is in the trash. The key is taken in the commit of
 * the entry, so of two concurrent creates one sees the other. A purge gives the key free.
 *
 * @param isFirstTry whether `plan` refuses nothing that the key has made: then it is not looked up
 *   before a commit has failed
 */
export async function planIdempotentCreate(
  context: Context,
  { idempotencyKey, onceKey, digest }: OneCreation,
  { plan, isFirstTry }: { plan: () => Promise<NewEntryPlan>; isFirstTry: boolean },
): Promise<Plan<WrittenEntry>> {
  // Mostly the key is new, and a commit that checks it costs less than a read before.
  const once: Deno.KvEntryMaybe<StoredCreation> = isFirstTry
    ? { key: onceKey, value: null, versionstamp: null }
    : await context.store.read.get<StoredCreation>(onceKey);
  const made = await findMade(context, once.value);
  const isSame = once.value?.digest === digest;
  const isHidden = made?.isPrivate === true && !context.includePrivate;
  if (made && !isHidden) {
    if (made.trashedAt !== undefined) throw new KeyOfTrashedError(idempotencyKey, made);
    if (!isSame) throw new KeyTakenError(idempotencyKey, made);
    return { result: made };
  }
  // An entry that the viewer cannot see does not exist for it: for another one the key is free.
  if (made && isSame && made.trashedAt !== undefined) throw new KeyOfTrashedError(idempotencyKey);
  const { result, write, writeTags } = await plan();
  // The viewer may not learn what became of what it wrote: it gets what it wrote. The tags in that
  // answer have to exist, as they do for an entry that is new.
  if (made && isSame) return { result: { ...result, id: made.id }, write: writeTags };
  const taken: StoredCreation = { entryId: result.id, createdAt: context.now(), digest };
  return {
    result,
    write: (operation) =>
      write(operation).check(once).set(onceKey, taken, { expireIn: LIFETIME_MS }),
  };
}

/** Also a private entry, since it was made; not one that is purged, or was made too long ago. */
async function findMade(
  context: Context,
  creation: StoredCreation | null,
): Promise<Entry | undefined> {
  // KV's own expiry is too late to rely on.
  if (creation === null || !(context.now() < creation.createdAt + LIFETIME_MS)) return undefined;
  try {
    return await getEntry({ ...context, includePrivate: true }, creation.entryId);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
