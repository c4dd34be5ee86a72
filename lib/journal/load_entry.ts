import { joinBody, MAX_CHUNKS } from "./body.ts";
import { type Context, isVisible } from "./context.ts";
import { NotFoundError } from "./errors.ts";
import { isId } from "./keys.ts";
import type { StoredHead } from "./stored.ts";

/** An entry as it is stored, at one moment. */
export interface LoadedEntry {
  head: StoredHead;
  versionstamp: string;
  content: string;
}

/** Reads an entry; throws NotFoundError if it does not exist for the holder. */
export async function loadEntry(context: Context, id: string): Promise<LoadedEntry> {
  if (!isId(id)) throw new NotFoundError("entry", id);
  const short = await readChunks(context, { id, count: 1 });
  const { head, chunks } = (short.head.value?.chunks ?? 1) === 1
    ? short
    // The head again, too: only what one read returns belongs together.
    : await readChunks(context, { id, count: MAX_CHUNKS });
  if (head.value === null || !isVisible(context, head.value)) throw new NotFoundError("entry", id);
  return { head: head.value, versionstamp: head.versionstamp, content: joinBody(chunks) };
}

async function readChunks(
  { store, keys }: Context,
  { id, count }: { id: string; count: number },
): Promise<{ head: Deno.KvEntryMaybe<StoredHead>; chunks: Uint8Array[] }> {
  const bodies = Array.from({ length: count }, (_, n) => keys.body(id, n));
  const [head, ...chunks] = await store.read.getMany<[StoredHead, ...Uint8Array[]]>(
    [keys.entry(id), ...bodies],
  );
  return { head, chunks: chunks.flatMap(({ value }) => value ?? []) };
}
