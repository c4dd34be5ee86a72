import { commit, type Store } from "../../kv/store.ts";
import { passkeyOwnerKey, passkeysKey } from "../storage/keys.ts";

/** A passkey as it is stored: a public key of WebAuthn with what is known of it. */
export interface StoredPasskey {
  /** Credential id, base64url. */
  readonly id: string;
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** What the authenticator counted last; 0 where it does not count. */
  readonly counter: number;
  readonly transports?: readonly string[];
  /** What its person calls it. */
  readonly name: string;
  /** Milliseconds. */
  readonly addedAt: number;
  readonly usedAt?: number;
}

/** All that is kept of a person's passkeys, in one row. */
export interface PasskeyRow {
  readonly passkeys: readonly StoredPasskey[];
  /** Whether the person wants a passkey asked for, beside or instead of the password. */
  readonly isRequired: boolean;
  /** SHA-256 of the recovery codes that are unused. */
  readonly codes: readonly string[];
}

const NOTHING: PasskeyRow = { passkeys: [], isRequired: false, codes: [] };

/** Reads what a person has. */
export async function readPasskeys(store: Store, subject: string): Promise<PasskeyRow> {
  return (await store.read.get<PasskeyRow>(passkeysKey(subject))).value ?? NOTHING;
}

/**
 * Writes what `change` makes of the row, again until nothing has come between; false if it returns
 * `undefined`. `checks` must hold as well. A passkey that is new
 * in the row is refused where another account has it.
 */
export async function changePasskeys(
  store: Store,
  subject: string,
  change: (row: PasskeyRow) => PasskeyRow | undefined | Promise<PasskeyRow | undefined>,
  checks: () => readonly Deno.AtomicCheck[] = () => [],
): Promise<boolean> {
  for (;;) {
    const entry = await store.write.get<PasskeyRow>(passkeysKey(subject));
    const before = entry.value ?? NOTHING;
    const after = await change(before);
    if (!after) return false;
    const [added, removed] = [idsBeside(after, before), idsBeside(before, after)];
    const owners = await Promise.all(
      added.map((id) => store.write.get<string>(passkeyOwnerKey(id))),
    );
    if (owners.some(({ value }) => value !== null)) return false;
    const { ok } = await commit(store, (op) => {
      op.check(entry, ...owners, ...checks()).set(entry.key, after);
      for (const { key } of owners) op.set(key, subject);
      for (const id of removed) op.delete(passkeyOwnerKey(id));
      return op;
    });
    if (ok) return true;
  }
}

/** Removes all of it, also what comes meanwhile, and returns how many rows that were. */
export async function erasePasskeys(store: Store, subject: string): Promise<number> {
  for (;;) {
    const entry = await store.write.get<PasskeyRow>(passkeysKey(subject));
    if (entry.value === null) return 0;
    const { passkeys } = entry.value;
    const { ok } = await commit(store, (op) => {
      for (const { id } of passkeys) op.delete(passkeyOwnerKey(id));
      return op.check(entry).delete(entry.key);
    });
    if (ok) return 1 + passkeys.length;
  }
}

function idsBeside(row: PasskeyRow, other: PasskeyRow): string[] {
  const known = new Set(other.passkeys.map(({ id }) => id));
  return row.passkeys.map(({ id }) => id).filter((id) => !known.has(id));
}
