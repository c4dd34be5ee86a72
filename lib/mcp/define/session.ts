import type { ActivityLog } from "../../activity/mod.ts";
import type { Scope } from "../../scopes.ts";
import type { Journal, JournalWatch } from "../../journal/mod.ts";
import type { Profile } from "../../profile.ts";
import type { Searcher } from "../../search/mod.ts";

/**
 * All that a tool gets: one person's journal, its search, and what the token allows. It holds
 * neither a user id nor a key, so that no tool can name what belongs to somebody else.
 */
export interface Session {
  readonly journal: Journal;
  readonly search: Searcher;
  readonly activity: ActivityLog;
  readonly scopes: ReadonlySet<Scope>;
  /** Watches the journal from now on; those of `ids` that vanish are told, too. */
  watch(ids: readonly string[]): Promise<JournalWatch>;
  profile(): Promise<Profile>;
  readonly erasure: SessionErasure;
}

/** The end of everything that is kept of the person. */
export interface SessionErasure {
  /** Whether their account is kept here and goes, too; with an external server it stays. */
  readonly endsAccount: boolean;
  /** How many apps they have connected, if that is known here. */
  connectedApps(): Promise<number | undefined>;
  /** Begins it. Once this has returned, nothing can be written any more. */
  begin(): Promise<void>;
}
