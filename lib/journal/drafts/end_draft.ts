import { isId } from "../../ids.ts";
import { HOUR_MS } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { transact, type Write } from "../store/transact.ts";
import type { DraftRow } from "./draft_model.ts";
import { readDraftRows } from "./read_drafts.ts";

/** A page that was left keeps its text at once, which can be here after its form was sent. */
const LATE_MS = HOUR_MS;

/** Ends a draft, because it is an entry now or because it is not wanted. It cannot come back. */
export async function endDraft(context: Context, id: string): Promise<void> {
  if (!isId(id)) return;
  const { keys, store } = context;
  await transact(context, async () => {
    const { value } = await store.read.get<DraftRow>(keys.draft(id));
    return {
      result: undefined,
      write(operation) {
        operation.set(keys.draftEnd(id), new Uint8Array(), { expireIn: LATE_MS });
        return value ? remove(context, value)(operation) : operation;
      },
    };
  });
}

/** Plans that the drafts of an entry go with it. */
export async function removeDraftsOf(context: Context, entryId: string): Promise<Write> {
  const rows = (await readDraftRows(context)).filter((row) => row.entryId === entryId);
  return (operation) => rows.reduce((all, row) => remove(context, row)(all), operation);
}

function remove({ keys }: Context, { id, parts }: DraftRow): Write {
  return (operation) => {
    for (let n = 0; n < parts; n++) operation.delete(keys.draftPart(id, n));
    return operation.delete(keys.draft(id));
  };
}
