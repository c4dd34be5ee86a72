import { ulid } from "ulid";
import type { Context } from "../store/context.ts";
import type { NewBody } from "../store/body.ts";
import { parsePatch } from "./parse_patch.ts";
import { initialFields } from "../entry_fields.ts";
import { readTagTable } from "../tags/find_tags.ts";
import type { Entry, EntryDraft } from "../model.ts";
import { type NewEntryPlan, planIdempotentCreate } from "./idempotent_create.ts";
import { parseIdempotencyKey, parseTagReferences } from "../parse.ts";
import { toEntry } from "../store/present.ts";
import { resolveTags, writeNewTags } from "../tags/resolve_tags.ts";
import { saveEntry } from "./save_entry.ts";
import { compact, type StoredEntry } from "../store/stored.ts";
import { transact } from "../store/transact.ts";

/** A draft that is within all limits. */
interface ParsedDraft {
  fields: StoredEntry;
  body: NewBody;
  references: string[];
  createMissing?: boolean;
  onceKey?: Deno.KvKey;
}

/** Writes a new entry, or finds the one that the same idempotency key has made. */
export async function createEntry(context: Context, draft: EntryDraft): Promise<Entry> {
  const parsed = parseDraft(draft);
  if (draft.idempotencyKey === undefined) {
    return await transact(context, () => planEntry(context, parsed));
  }
  const key = parseIdempotencyKey(draft.idempotencyKey);
  const onceKey = context.keys.idempotency(context.client, key);
  return await transact(
    context,
    () =>
      planIdempotentCreate(context, onceKey, {
        plan: () => planEntry(context, { ...parsed, onceKey }),
      }),
  );
}

function parseDraft(draft: EntryDraft): ParsedDraft {
  const references = parseTagReferences(draft.tags ?? []);
  // A draft has a title and a content, so the fields have what they and the body give.
  const parsed = parsePatch(draft) as { fields: StoredEntry; body: NewBody };
  return { ...parsed, references, createMissing: draft.createMissingTags };
}

async function planEntry(context: Context, draft: ParsedDraft): Promise<NewEntryPlan> {
  const { fields, body, references, createMissing, onceKey } = draft;
  const table = references.length > 0 ? await readTagTable(context) : undefined;
  const { tags, created } = await resolveTags(context, references, { createMissing });
  const now = context.now();
  const after = compact<StoredEntry>({
    ...initialFields(now),
    ...fields,
    id: ulid(now),
    createdAt: now,
    updatedAt: now,
    version: 1,
    tagIds: tags.map(({ id }) => id),
    client: context.client || null,
    onceKey,
  });
  return {
    result: toEntry(after, { content: body.text, tags }),
    write: saveEntry(context, { after, body, table, createdTags: created }),
    writeTags: table && created.length > 0 ? writeNewTags(context, { table, created }) : undefined,
  };
}
