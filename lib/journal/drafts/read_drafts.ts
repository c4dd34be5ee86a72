import { isId } from "../../ids.ts";
import { DAY_MS } from "../../time.ts";
import { NotFoundError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { joinBody } from "../store/body.ts";
import type { Context } from "../store/context.ts";
import { readMany } from "../store/read_many.ts";
import type { Draft, DraftRow, DraftSummary } from "./draft_model.ts";

/** All drafts that there are, the newest first. */
export async function listDrafts(context: Context): Promise<DraftSummary[]> {
  const rows = await readDraftRows(context);
  return rows.map(({ parts: _, ...summary }) => summary)
    .sort((one, other) => other.savedAt - one.savedAt);
}

/** The rows of all drafts; their bodies are left where they are. */
export async function readDraftRows(context: Context): Promise<DraftRow[]> {
  const { store, keys } = context;
  const rows = await Array.fromAsync(store.read.list<DraftRow>({ prefix: keys.drafts() }));
  return rows.flatMap(({ value }) => isCurrent(context, value) ? value : []);
}

/** Reads a draft; throws NotFoundError once it has ended. */
export async function readDraft(context: Context, id: string): Promise<Draft> {
  const { store, keys } = context;
  const { value } = isId(id) ? await store.read.get<DraftRow>(keys.draft(id)) : { value: null };
  if (value === null || !isCurrent(context, value)) throw new NotFoundError("draft", id);
  const { parts: count, ...summary } = value;
  const parts = await readMany<Uint8Array>(
    store.read,
    Array.from({ length: count }, (_, n) => keys.draftPart(id, n)),
  );
  // It was kept anew, or has ended, since its row was read.
  if (parts.some(({ value }) => value === null)) throw new NotFoundError("draft", id);
  return { ...summary, body: joinBody(parts.flatMap(({ value }) => value ?? [])) };
}

/** KV's own expiry is too late to rely on. */
function isCurrent({ now }: Context, { savedAt }: DraftRow): boolean {
  return now() < savedAt + LIMITS.draftDays * DAY_MS;
}
