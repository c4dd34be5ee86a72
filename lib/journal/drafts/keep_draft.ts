import { ulid } from "ulid";
import { isId } from "../../ids.ts";
import { DAY_MS } from "../../time.ts";
import { ConflictError, InvalidError, LimitError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { countCharacters, tidy } from "../text.ts";
import { splitBody } from "../store/body.ts";
import type { Context } from "../store/context.ts";
import { loadEntry } from "../store/load_entry.ts";
import { compact } from "../store/stored.ts";
import { transact } from "../store/transact.ts";
import type { DraftRow, DraftToKeep, KeptDraft } from "./draft_model.ts";
import { readDraftRows } from "./read_drafts.ts";

const expireIn = LIMITS.draftDays * DAY_MS;

/**
 * Keeps a draft for 30 days. If another tab has kept something else under its id since, both are
 * kept: this one under a new id. Throws NotFoundError if its entry is gone, ConflictError if the draft
 * has ended, LimitError if it is too long or if there are too many.
 */
export async function keepDraft(context: Context, draft: DraftToKeep): Promise<KeptDraft> {
  const { entryId } = draft;
  if (!isId(draft.id)) throw new InvalidError("The draft has no id", "Open the form again");
  const body = new TextEncoder().encode(tidy(draft.body));
  const limit = LIMITS.draftBytes;
  if (body.length > limit) {
    throw new LimitError("Draft", { actual: body.length, limit, unit: "bytes" });
  }
  const parts = splitBody(body);
  const { keys, store } = context;
  return await transact(context, async () => {
    if (entryId !== undefined) await loadEntry(context, entryId);
    const savedAt = context.now();
    const [rows, end, known] = await Promise.all([
      readDraftRows(context),
      store.read.get(keys.draftEnd(draft.id)),
      store.read.get<DraftRow>(keys.draft(draft.id)),
    ]);
    if (end.versionstamp !== null) throw ended();
    const isOthers = known.value !== null && known.value.savedAt !== draft.ifSavedAt;
    const id = isOthers ? ulid(savedAt) : draft.id;
    const others = rows.filter((row) => row.id !== id);
    if (others.length >= LIMITS.draftsPerUser) {
      const actual = others.length + 1;
      throw new LimitError("Journal", { actual, limit: LIMITS.draftsPerUser, unit: "drafts" });
    }
    const title = cut(tidy(draft.title).trim());
    const row = compact<DraftRow>({ id, entryId, title, savedAt, parts: parts.length });
    const before = isOthers ? 0 : known.value?.parts ?? 0;
    return {
      result: { id, savedAt },
      write(operation) {
        operation.check(end).check(known).set(keys.draft(id), row, { expireIn });
        parts.forEach((part, n) => operation.set(keys.draftPart(id, n), part, { expireIn }));
        for (let n = parts.length; n < before; n++) operation.delete(keys.draftPart(id, n));
        return operation;
      },
    };
  });
}

function ended(): ConflictError {
  return new ConflictError(
    "This draft was saved as an entry or discarded",
    "Open the form again to write more",
  );
}

function cut(title: string): string {
  const limit = LIMITS.titleCharacters;
  return countCharacters(title) > limit ? [...title].slice(0, limit).join("") : title;
}
