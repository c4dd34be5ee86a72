import { DAY_MS } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { editEntry } from "./edit_entry.ts";
import { LIMITS } from "../limits.ts";
import type { Entry } from "../model.ts";

/** Moves an entry to the trash for 30 days; one that is there stays as it is. */
export function trashEntry(context: Context, id: string): Promise<Entry> {
  return editEntry(context, id, {
    edit({ head }) {
      if (head.trashedAt !== undefined) return undefined;
      return { fields: intoTrash(context) };
    },
  });
}

/** What an entry has that goes to the trash now: it comes back for 30 days. */
export function intoTrash({ now }: Context): { trashedAt: number; purgeAfter: number } {
  const trashedAt = now();
  return { trashedAt, purgeAfter: trashedAt + LIMITS.trashDays * DAY_MS };
}

/** Takes an entry out of the trash; one that is not there stays as it is. */
export function restoreEntry(context: Context, id: string): Promise<Entry> {
  return editEntry(context, id, {
    edit({ head }) {
      if (head.trashedAt === undefined) return undefined;
      return { fields: { trashedAt: null, purgeAfter: null } };
    },
  });
}
