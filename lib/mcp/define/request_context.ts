import type { ActivityLog } from "../../activity/mod.ts";
import type { ExportProgress, ImportJob } from "../../transfer/mod.ts";
import type { Journal, JournalWatch } from "../../journal/mod.ts";
import type { Profile } from "../../profile.ts";
import type { Files } from "./files.ts";
import type { Scope } from "../../scopes.ts";
import type { Searcher } from "../../search/mod.ts";

/**
 * What one request can use: one person's journal, its search, and what the token allows. It holds
 * neither a user id nor a key, so no tool can name what belongs to somebody else.
 */
export interface RequestContext {
  readonly journal: Journal;
  readonly files: Files;
  readonly search: Searcher;
  readonly activity: ActivityLog;
  /** Returns the address at which the person reads an entry in their browser, where they can. */
  entryPage?(id: string): string;
  readonly scopes: ReadonlySet<Scope>;
  /** Watches the journal from now on, and reports which of the entries `ids` vanish. */
  watch(ids: readonly string[]): Promise<JournalWatch>;
  profile(): Promise<Profile>;
  readonly erasure: ErasureRequest;
  /** What the person does on pages of ours; absent where they cannot sign in here. */
  readonly account?: AccountPages;
}

/** The pages on which the person looks after their account, or at least after their data. */
export interface AccountPages {
  /** The address of the first of them. */
  readonly page: string;
  /** The import of a file that is under way, or the last one of the last 30 days. */
  latestImport(): Promise<ImportJob | undefined>;
  /** The download of a zip that is under way, or the last one of the last hour. */
  latestExport(): Promise<ExportProgress | undefined>;
}

/** The erasure of everything that is kept of the person. */
export interface ErasureRequest {
  /** Whether their account is kept here and is deleted too; with an external server it stays. */
  readonly endsAccount: boolean;
  /** How many apps they have connected, if that is known here. */
  connectedApps(): Promise<number | undefined>;
  /** Begins it. Once this has returned, nothing can be written any more. */
  begin(): Promise<void>;
}

/** Whether the token has all of `scopes`. */
export function hasScopes({ scopes: granted }: RequestContext, scopes: readonly Scope[]): boolean {
  return scopes.every((scope) => granted.has(scope));
}
