import type { Erasure } from "../erasure/mod.ts";
import { listUsers } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { MailQueue } from "../mail/mod.ts";
import type { Search } from "../search/mod.ts";
import type { Transfers } from "../transfer/mod.ts";
import type { Sweeps } from "./sweeps.ts";

/** What nobody waits for, to be asked for where no timer outlives the requests. */
export interface Upkeep {
  /** Goes on with every erasure as far as it goes now. */
  goOnErasing(): Promise<void>;
  /** Goes on with every import. */
  goOnImporting(): Promise<void>;
  /** Sends the mails that wait. */
  sendMails(): Promise<void>;
  /** Removes what is due in every journal, and brings an index that lasts up to it. */
  tidyJournals(): Promise<void>;
}

export interface UpkeepParts {
  store: Store;
  erasure: Erasure;
  sweeps: Sweeps;
  transfers: Pick<Transfers, "work">;
  search: Search;
  mails?: Pick<MailQueue, "work">;
  /** Whether the index lasts longer than this process, so also what has to leave it. */
  indexLasts: boolean;
}

/** Returns the upkeep of these parts. What fails is logged by them, and tried again the next time. */
export function upkeepOf(
  { store, erasure, sweeps, search, transfers, mails, indexLasts }: UpkeepParts,
): Upkeep {
  return {
    goOnErasing: erasure.work,
    goOnImporting: transfers.work,
    sendMails: async () => await mails?.work(),
    async tidyJournals() {
      await sweeps.sweep();
      if (!indexLasts) return;
      for await (const userId of listUsers(store)) await search.catchUp(userId);
    },
  };
}
