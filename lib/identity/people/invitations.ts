import { commit, type Store } from "../../kv/store.ts";
import { DAY_MS } from "../../time.ts";
import { randomSecret } from "../storage/hashing.ts";
import { recordKey, recordKeyOf } from "../storage/keys.ts";
import { normalizeEmail } from "./accounts.ts";

/** An invitation as it is stored, under the hash of its secret. */
export interface StoredInvitation {
  /** Milliseconds. */
  readonly expiresAt: number;
  /** Milliseconds; absent in those that are older than this field. */
  readonly madeAt?: number;
  /** Whom it is for; anybody unless given. */
  readonly email?: string;
}

/** What an invitation lets somebody do who opens an account with it. */
export interface Invitation {
  readonly email?: string;
  /** Uses it up with the commit that opens the account: of two at once one fails. */
  use(operation: Deno.AtomicOperation): Deno.AtomicOperation;
}

/** Links by which somebody opens an account, each once. */
export interface Invitations {
  /** Makes an invitation that lasts so many days, for one address if it is given; returns its secret. */
  make(options: { days: number; email?: string }): Promise<string>;
  /** The invitation of a secret; `undefined` where it was used, or is too old. */
  find(secret: string): Promise<Invitation | undefined>;
  /** The same by the hash of a secret, which may be kept where the secret may not. */
  findHashed(hash: string): Promise<Invitation | undefined>;
}

/** Opens the invitations in `store`; `now` is in milliseconds. */
export function openInvitations(
  { store, now }: { store: Store; now: () => number },
): Invitations {
  return {
    async make({ days, email }) {
      const secret = randomSecret();
      const expireIn = days * DAY_MS;
      const stored: StoredInvitation = {
        expiresAt: now() + expireIn,
        madeAt: now(),
        ...email !== undefined && { email: normalizeEmail(email) },
      };
      const key = recordKey("Invitation", secret);
      await commit(store, (operation) => operation.set(key, stored, { expireIn }));
      return secret;
    },
    find: (secret) => find(recordKey("Invitation", secret)),
    findHashed: (hash) => find(recordKeyOf("Invitation", hash)),
  };

  async function find(key: Deno.KvKey): Promise<Invitation | undefined> {
    const entry = await store.write.get<StoredInvitation>(key);
    if (entry.value === null || entry.value.expiresAt <= now()) return undefined;
    const { email } = entry.value;
    return {
      ...email !== undefined && { email },
      use: (operation) => operation.check(entry).delete(entry.key),
    };
  }
}
