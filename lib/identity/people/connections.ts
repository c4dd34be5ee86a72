import type { Scope } from "../../scopes.ts";
import { commit, type Store } from "../../kv/store.ts";
import type { ClientView } from "../clients/view.ts";
import { removeGrantMembers } from "../storage/grant_members.ts";
import { accountMemberKey, accountPrefix, memberRecordKey, recordKey } from "../storage/keys.ts";
import { TTL } from "../storage/lifetimes.ts";
import type { AdapterPayload } from "../storage/oidc_provider.ts";
import type { StoredRecord } from "../storage/records.ts";
import { markRevoked } from "../storage/revoked.ts";

/** What a person allowed an app, as it was shown to them. Times are in milliseconds. */
export interface Connection {
  readonly client: ClientView;
  readonly scopes: readonly Scope[];
  readonly connectedAt: number;
  /** The browser session in which it was allowed, as a hash of its uid. */
  readonly browser: string;
  /** Who has allowed it in the person's name, by an ID-JAG; absent if the person did. */
  readonly managedBy?: string;
  /** When it got its last token; absent while it has none. */
  readonly lastTokenAt?: number;
  readonly expiresAt: number;
}

/** A connection that an app has tokens of, and by which it can be ended. */
export interface ConnectedApp extends Connection {
  readonly id: string;
  readonly lastTokenAt: number;
}

/** An id is the hash of a grant's; anything longer than a key may be would be an error of KV. */
const ID = /^[\w-]{43}$/;

/** The apps that people have connected, one for each grant. */
export class Connections {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #onEnded: () => void;

  /** `now` is in milliseconds; `onEnded` is called after tokens were ended. */
  constructor(store: Store, { now, onEnded }: { now: () => number; onEnded: () => void }) {
    this.#store = store;
    this.#now = now;
    this.#onEnded = onEnded;
  }

  /**
   * Keeps what was allowed with a grant, for as long as the grant lives. One that is managed lives
   * `lifetime` seconds and gets its only token at once.
   */
  async keep(
    { grantId, subject, managed, ...allowed }:
      & { grantId: string; subject: string; managed?: { by: string; lifetime: number } }
      & Pick<Connection, "client" | "scopes" | "browser">,
  ): Promise<void> {
    const connectedAt = this.#now();
    const expireIn = (managed?.lifetime ?? TTL.Grant) * 1000;
    const connection: Connection = {
      ...allowed,
      ...(managed ? { managedBy: managed.by, lastTokenAt: connectedAt } : {}),
      connectedAt,
      expiresAt: connectedAt + expireIn,
    };
    const key = accountMemberKey(subject, recordKey("Grant", grantId));
    await commit(this.#store, (op) => op.set(key, connection, { expireIn }));
  }

  /** The apps of a person that have tokens, newest first. What never got one is left out. */
  async list(subject: string): Promise<ConnectedApp[]> {
    const prefix = accountPrefix(subject, "Grant");
    const rows = await Array.fromAsync(this.#store.read.list<Connection>({ prefix }));
    return rows
      .map(({ key, value }) => ({ ...value, id: String(key.at(-1)) }))
      .filter((app): app is ConnectedApp => app.lastTokenAt !== undefined)
      .filter(({ expiresAt }) => expiresAt > this.#now())
      .sort((left, right) => right.connectedAt - left.connectedAt);
  }

  /** An app of a person; `undefined` if they have no such app. */
  async find(subject: string, id: string): Promise<ConnectedApp | undefined> {
    return (await this.list(subject)).find((app) => app.id === id);
  }

  /**
   * Leaves an app only those of its scopes that are in `keep`, in all its tokens at once; false if
   * the person has no such app, if somebody else manages it, or if it would be left nothing. What is
   * taken away counts as unticked: the app can ask for it again, and its person is asked.
   */
  async narrow(subject: string, id: string, keep: readonly string[]): Promise<boolean> {
    if (!ID.test(id)) return false;
    const key = [...accountPrefix(subject, "Grant"), id];
    for (;;) {
      const [shown, grant] = await Promise.all([
        this.#store.write.get<Connection>(key),
        this.#store.write.get<StoredRecord>(memberRecordKey(key)),
      ]);
      if (!shown.value || !grant.value || shown.value.managedBy) return false;
      const scopes = shown.value.scopes.filter((scope) => keep.includes(scope));
      const gone = shown.value.scopes.filter((scope) => !keep.includes(scope));
      if (scopes.length === 0) return false;
      if (gone.length === 0) return true;
      const payload = withoutScopes(grant.value.payload, gone);
      const connection: Connection = { ...shown.value, scopes };
      const { ok } = await commit(this.#store, (op) =>
        markRevoked(op).check(shown, grant)
          .set(key, connection, this.#until(shown.value.expiresAt))
          .set(grant.key, { ...grant.value, payload }, this.#until(grant.value.expiresAt)));
      if (!ok) continue;
      this.#onEnded();
      return true;
    }
  }

  #until(expiresAt?: number): { expireIn?: number } {
    return expiresAt === undefined ? {} : { expireIn: Math.max(1, expiresAt - this.#now()) };
  }

  /** Ends all tokens of one app; `undefined` if the person has no such app. */
  async end(subject: string, id: string): Promise<Connection | undefined> {
    if (!ID.test(id)) return undefined;
    const key = [...accountPrefix(subject, "Grant"), id];
    const { value } = await this.#store.read.get<Connection>(key);
    if (value === null) return undefined;
    await this.#end([key]);
    return value;
  }

  /** Ends all tokens of a person, or of those apps only that were allowed in one browser session. */
  async endAll(subject: string, { browser }: { browser?: string } = {}): Promise<void> {
    const prefix = accountPrefix(subject, "Grant");
    const rows = await Array.fromAsync(this.#store.read.list<Connection>({ prefix }));
    const chosen = rows.filter(({ value }) => browser === undefined || value.browser === browser);
    await this.#end(chosen.map(({ key }) => key));
  }

  async #end(keys: Deno.KvKey[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      await Promise.all(keys.map(async (key) => {
        const grant = memberRecordKey(key);
        // The grant first: from here on nothing is issued under it, and its tokens count no longer.
        await commit(this.#store, (op) => markRevoked(op.delete(grant).delete(key)));
        await removeGrantMembers(this.#store, grant);
      }));
    } finally {
      this.#onEnded();
    }
  }
}

/** What oidc-provider keeps in a grant of what was unticked. */
interface RejectedScopes {
  readonly openid?: { readonly scope?: string };
  readonly resources?: Readonly<Record<string, string>>;
}

/** The payload of a grant that rejects these scopes too, as those that were unticked at consent. */
function withoutScopes(payload: AdapterPayload, gone: readonly string[]): AdapterPayload {
  const add = (known: string | undefined) =>
    [...new Set([...(known ?? "").split(" ").filter(Boolean), ...gone])].join(" ");
  const rejected: RejectedScopes = payload.rejected ?? {};
  const { openid, resources = {} } = rejected;
  const named = [...Object.keys(payload.resources ?? {}), ...Object.keys(resources)];
  return {
    ...payload,
    rejected: {
      ...rejected,
      openid: { ...openid, scope: add(openid?.scope) },
      resources: Object.fromEntries(named.map((name) => [name, add(resources[name])])),
    },
  };
}
