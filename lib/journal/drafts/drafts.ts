import type { Store } from "../../kv/store.ts";
import type { JournalAccess, JournalOptions } from "../access.ts";
import type { StoredBlob } from "../attachment_model.ts";
import { contextOf } from "../store/context.ts";
import type { Draft, DraftSummary, DraftToKeep, KeptDraft } from "./draft_model.ts";
import { endDraft } from "./end_draft.ts";
import { keepDraft } from "./keep_draft.ts";
import { listDrafts, readDraft } from "./read_drafts.ts";
import { findFile, readFile } from "./waiting_files.ts";

/**
 * What a person is writing in their own browser. It can be of private entries, so nobody but the
 * person gets this: no tool has it.
 */
export interface Drafts {
  /**
   * Keeps a draft for 30 days; where another tab has kept something since, beside that. Throws
   * NotFoundError, ConflictError once it has ended, and LimitError.
   */
  keep(draft: DraftToKeep): Promise<KeptDraft>;
  /** Returns all of them, the newest first. */
  list(): Promise<DraftSummary[]>;
  /** Throws NotFoundError. */
  read(id: string): Promise<Draft>;
  /** Removes one that is saved or not wanted: what comes late does not bring it back. Idempotent. */
  end(id: string): Promise<void>;
  /** Returns what is known of a file that is here, used by an entry or not yet. */
  findFile(sha256: string): Promise<StoredBlob | undefined>;
  /** Returns its bytes; throws NotFoundError. The stream is to be read or cancelled. */
  readFile(sha256: string): Promise<ReadableStream<Uint8Array>>;
}

/** Returns the drafts of the person whose journal `access` reaches. */
export function openDrafts(
  store: Store,
  access: JournalAccess & { includePrivate: true },
  options?: JournalOptions,
): Drafts {
  const context = contextOf(store, access, options);
  return {
    keep: (draft) => keepDraft(context, draft),
    list: () => listDrafts(context),
    read: (id) => readDraft(context, id),
    end: (id) => endDraft(context, id),
    findFile: (sha256) => findFile(context, sha256),
    readFile: (sha256) => readFile(context, sha256),
  };
}
