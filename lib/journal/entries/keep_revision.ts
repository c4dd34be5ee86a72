import { ulid } from "ulid";
import { splitBody } from "../store/body.ts";
import type { Context } from "../store/context.ts";
import { pickFields } from "../entry_fields.ts";
import type { StoredPatch } from "./parse_patch.ts";
import { LIMITS } from "../limits.ts";
import { compact, type StoredEntry, type StoredRevision } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";

/** What an entry says before it is rewritten. */
export interface Replaced {
  head: StoredEntry;
  content: string;
  hasNewBody: boolean;
}

/**
 * Keeps what an entry says as a revision: what to write, and what changes in the stored entry. The
 * body is kept when it is replaced and no sooner, so all revisions between share one.
 */
export async function keepRevision(
  context: Context,
  { head, content, hasNewBody }: Replaced,
): Promise<{ fields: StoredPatch; write: Write }> {
  const { keys, client } = context;
  const { id, version, bodyVersion = 1, revisionCount = 0 } = head;
  const surplus = revisionCount < LIMITS.revisionsPerEntry ? [] : await readOldest(context, id);
  const chunks = hasNewBody ? splitBody(new TextEncoder().encode(content)) : [];
  return {
    fields: {
      client: client || null,
      isImported: null,
      bodyVersion: hasNewBody ? version + 1 : bodyVersion,
      revisionCount: Math.min(revisionCount + 1, LIMITS.revisionsPerEntry),
    },
    write(operation) {
      operation.set(keys.revision(id, version), toRevision(context, { ...head, bodyVersion }));
      for (const [chunk, bytes] of chunks.entries()) {
        operation.set(keys.oldBody(id, { version: bodyVersion, chunk }), bytes);
      }
      return surplus.reduce((all, key) => all.delete(key), operation);
    },
  };
}

function toRevision(
  { client, now }: Context,
  head: StoredEntry & { bodyVersion: number },
): StoredRevision {
  const { tagIds, attachments, version, wordCount, excerpt, chunks, bodyVersion } = head;
  const savedAt = now();
  return compact<StoredRevision>({
    ...pickFields(head),
    ...{ tagIds, attachments, version, wordCount, excerpt, bodyVersion },
    // Kept by itself, a short body is a chunk, too.
    chunks: Math.max(1, chunks),
    id: ulid(savedAt),
    savedAt,
    client: head.client,
    isImported: head.isImported,
    replacedBy: client || undefined,
  });
}

/** The keys of the oldest revision, and of its body unless the one after it has the same. */
async function readOldest({ store, keys }: Context, id: string): Promise<Deno.KvKey[]> {
  const rows = store.read.list<StoredRevision>({ prefix: keys.revisions(id) }, { limit: 2 });
  const [oldest, next] = await Array.fromAsync(rows);
  const { bodyVersion: version, chunks } = oldest.value;
  if (version === next.value.bodyVersion) return [oldest.key];
  const body = Array.from({ length: chunks }, (_, chunk) => keys.oldBody(id, { version, chunk }));
  return [oldest.key, ...body];
}
