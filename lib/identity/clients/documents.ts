import { commit, type Store } from "../../kv/store.ts";
import { clientDocumentKey } from "../storage/keys.ts";
import { UNUSED_CLIENT, USED_CLIENT_DOCUMENT } from "../storage/lifetimes.ts";

/** Longest id of a client in characters: a session remembers those that its person consented to. */
export const MAX_CLIENT_ID = 500;

/** A cleaned metadata document, when it was read in milliseconds, and whether its client has tokens. */
interface StoredDocument {
  readonly document: object;
  readonly readAt: number;
  readonly used: boolean;
}

/**
 * The last good metadata documents of clients, for while their hosts are down: without a document
 * there is no client, and no refresh. Anybody can make us read one, so a client that never gets a
 * token is soon forgotten.
 */
export class ClientDocuments {
  readonly #store: Store;
  readonly #now: () => number;

  /** `now` is in milliseconds. */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Keeps what was just read at `url`. */
  async keep(url: string, document: object): Promise<void> {
    const entry = await this.#store.read.get<StoredDocument>(clientDocumentKey(url));
    const used = entry.value?.used ?? false;
    await this.#write(entry, { document, readAt: this.#now(), used });
  }

  /** Lets the document of a client that gets a token live on. */
  async markUsed(url: string): Promise<void> {
    const entry = await this.#store.read.get<StoredDocument>(clientDocumentKey(url));
    if (entry.value && !entry.value.used) await this.#write(entry, { ...entry.value, used: true });
  }

  /** The last good document of `url`, while it is young enough. */
  async find(url: string): Promise<object | undefined> {
    const { value } = await this.#store.read.get<StoredDocument>(clientDocumentKey(url));
    return value && this.#remaining(value) > 0 ? value.document : undefined;
  }

  #remaining({ readAt, used }: StoredDocument): number {
    return readAt + (used ? USED_CLIENT_DOCUMENT : UNUSED_CLIENT) * 1000 - this.#now();
  }

  /** Losing the race to another request of the same client changes nothing. */
  async #write(entry: Deno.KvEntryMaybe<unknown>, document: StoredDocument): Promise<void> {
    const expireIn = this.#remaining(document);
    if (expireIn <= 0) return;
    await commit(this.#store, (op) => op.check(entry).set(entry.key, document, { expireIn }));
  }
}
