import { isVisible } from "../../store/context.ts";
import type { StoredEntry } from "../../store/stored.ts";
import type { ImportedEntry } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";
import { isExpired } from "./orphaned_history.ts";
import { isUndone } from "./undo_row.ts";

/**
 * Whether an entry that is here is left alone, whatever else there is to know of it: because the import
 * keeps what is here, or because the document says what it said at the last import. Then what was
 * changed here since is kept.
 */
export function staysAsItIs(run: ImportRun, head: StoredEntry, entry: ImportedEntry): boolean {
  const { context, keepsExisting } = run;
  if (isExpired(context, head) || isUndone(head) || !isVisible(context, head)) return false;
  if (keepsExisting) return true;
  const { sourceDigest, isForeign } = entry;
  return isForeign === true && sourceDigest !== undefined && head.sourceDigest === sourceDigest;
}
