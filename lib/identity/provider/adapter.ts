import { commit, type Store } from "../../kv/store.ts";
import { isSignedOut } from "../people/browser_sessions.ts";
import { keepClient } from "../clients/lifetime.ts";
import type { Connection } from "../people/connections.ts";
import { removeGrantMembers } from "../storage/grant_members.ts";
import { markRevoked } from "../storage/revoked.ts";
import { rememberAnswered, rememberNext } from "../storage/answered.ts";
import { accountMemberKey, grantMemberKey, recordKey, sessionByUidKey } from "../storage/keys.ts";
import { JWT_BEARER } from "../id_jag.ts";
import { ROTATION_GRACE, UNUSED_CLIENT, UNUSED_ENTERPRISE_CLIENT } from "../storage/lifetimes.ts";
import { type Adapter, type AdapterPayload, errors } from "../storage/oidc_provider.ts";
import { readRecord } from "../storage/read_record.ts";
import { fromStored, type StoredRecord, toStored } from "../storage/records.ts";

/** Models whose records make tokens good that the guard may remember. */
const ENDS_TOKENS: readonly string[] = ["AccessToken", "Grant"];

/** Keeps the records of one model of oidc-provider in Deno KV; `now` is in milliseconds. */
export class KvAdapter implements Adapter {
  readonly #store: Store;
  readonly #model: string;
  readonly #now: () => number;

  constructor(store: Store, model: string, now: () => number) {
    this.#store = store;
    this.#model = model;
    this.#now = now;
  }

  /** Writes a record that lives `expiresIn` seconds. */
  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const seconds = expiresIn ?? (this.#model === "Client" ? lifeOfUnused(payload) : undefined);
    const expiresAt = seconds === undefined ? undefined : this.#now() + seconds * 1000;
    const options = seconds === undefined ? {} : { expireIn: Math.max(1, seconds) * 1000 };
    const key = recordKey(this.#model, id);
    const record: StoredRecord = { payload: toStored(this.#model, payload), expiresAt };
    const { grantId, uid, clientId, accountId } = payload;

    if (this.#model === "RefreshToken" && grantId) await this.#carryGrant(grantId, expiresAt!);
    if (this.#model === "AccessToken" && clientId) {
      await keepClient(this.#store, clientId, this.#now());
    }
    await commit(this.#store, (op) => {
      op.set(key, record, options);
      if (grantId) op.set(grantMemberKey(grantId, key), true, options);
      if (this.#model === "Interaction") {
        rememberNext(op, { uid: id, record, expireIn: options.expireIn ?? 0 });
      }
      if (this.#model !== "Session") return op;
      if (uid) op.set(sessionByUidKey(uid), key, options);
      if (accountId) op.set(accountMemberKey(accountId, key), true, options);
      return op;
    });
  }

  /** A live record. */
  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = await this.#read(recordKey(this.#model, id));
    if (!record) return undefined;
    const payload = fromStored(this.#model, { id, record });
    if (this.#model === "Session" && await isSignedOut(this.#store, payload)) return undefined;
    return this.#lostRace(payload) ? { ...payload, consumed: undefined } : payload;
  }

  /** A session by its uid. It comes without its id, which only the cookie knows. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const key = (await this.#store.read.get<Deno.KvKey>(sessionByUidKey(uid))).value;
    const record = key && await this.#read(key);
    if (!record || await isSignedOut(this.#store, record.payload)) return undefined;
    return fromStored(this.#model, { record });
  }

  /** Nothing has a user code: the device grant is off. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /**
   * Marks a code or refresh token as used, which works once: of two uses at the same time one
   * throws `InvalidGrant`.
   */
  async consume(id: string): Promise<void> {
    const key = recordKey(this.#model, id);
    const entry = await this.#store.read.get<StoredRecord>(key);
    if (entry.value === null || entry.value.payload.consumed) throw alreadyUsed();
    const { payload, expiresAt } = entry.value;
    const consumed: StoredRecord = {
      payload: { ...payload, consumed: this.#now() / 1000 },
      expiresAt,
    };
    const options = expiresAt ? { expireIn: Math.max(1000, expiresAt - this.#now()) } : {};
    const result = await commit(this.#store, (op) => op.check(entry).set(key, consumed, options));
    if (!result.ok) throw alreadyUsed();
  }

  /** Removes a record and what points to it. oidc-provider removes an interaction when it is answered. */
  async destroy(id: string): Promise<void> {
    const key = recordKey(this.#model, id);
    const record = (await this.#store.read.get<StoredRecord>(key)).value;
    const payload = record?.payload;
    await commit(this.#store, (op) => {
      op.delete(key);
      if (ENDS_TOKENS.includes(this.#model)) markRevoked(op);
      if (this.#model === "Interaction" && record) {
        rememberAnswered(op, { uid: id, record, now: this.#now() });
      }
      if (payload?.grantId) op.delete(grantMemberKey(payload.grantId, key));
      if (payload?.accountId) op.delete(accountMemberKey(payload.accountId, key));
      if (this.#model === "Session" && payload?.uid) op.delete(sessionByUidKey(payload.uid));
      return op;
    });
  }

  /** Removes every token and code of a grant, of all models. */
  async revokeByGrantId(grantId: string): Promise<void> {
    await removeGrantMembers(this.#store, recordKey("Grant", grantId));
  }

  #read(key: Deno.KvKey): Promise<StoredRecord | undefined> {
    return readRecord(this.#store, key, this.#now());
  }

  /**
   * oidc-provider answers a used refresh token by revoking the whole grant. Within the grace it is
   * shown as unused: `consume` then refuses it all the same, and the grant lives on.
   */
  #lostRace({ consumed }: AdapterPayload): boolean {
    return this.#model === "RefreshToken" && typeof consumed === "number" &&
      this.#now() / 1000 - consumed < ROTATION_GRACE;
  }

  /**
   * A grant lives as long as its newest refresh token, as does what its person is shown of it. None
   * is saved under a revoked grant: a refresh that was under way during a revocation fails here.
   */
  async #carryGrant(grantId: string, expiresAt: number): Promise<void> {
    const key = recordKey("Grant", grantId);
    for (;;) {
      const entry = await this.#store.write.get<StoredRecord>(key);
      if (entry.value === null) throw new errors.InvalidGrant("grant is revoked");
      if ((entry.value.expiresAt ?? 0) > expiresAt) return;
      const shown = await this.#store.write.get<Connection>(
        accountMemberKey(entry.value.payload.accountId ?? "", key),
      );
      const payload = { ...entry.value.payload, exp: Math.ceil(expiresAt / 1000) };
      const options = { expireIn: expiresAt - this.#now() };
      const result = await commit(this.#store, (op) => {
        op.check(entry).set(key, { payload, expiresAt }, options);
        if (!shown.value) return op;
        const connection = { ...shown.value, expiresAt, lastTokenAt: this.#now() };
        return op.check(shown).set(shown.key, connection, options);
      });
      if (result.ok) return;
    }
  }
}

function lifeOfUnused({ grant_types: grants = [] }: AdapterPayload): number {
  return grants.includes(JWT_BEARER) ? UNUSED_ENTERPRISE_CLIENT : UNUSED_CLIENT;
}

function alreadyUsed(): Error {
  return new errors.InvalidGrant("it was already used");
}
