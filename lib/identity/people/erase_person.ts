import { commit, removeAll, type RemoveOptions, type Store } from "../../kv/store.ts";
import { normalizeEmail } from "./accounts.ts";
import type { StoredInvitation } from "./invitations.ts";
import { erasePasskeys } from "../passkeys/stored_passkeys.ts";
import {
  allSignInsPrefix,
  grantMemberKey,
  personPrefix,
  recordsPrefix,
  sessionByUidKey,
} from "../storage/keys.ts";
import type { AdapterPayload } from "../storage/oidc_provider.ts";
import type { StoredRecord } from "../storage/records.ts";

/** Somebody who is to be unknown here from now on. */
export interface ErasedPerson {
  readonly subject: string;
  /** Their address, which clients put into requests as a hint. */
  readonly email?: string;
  /** When they asked for it, in milliseconds: their address may be somebody's account since then. */
  readonly since: number;
}

/** The parts of a record that name its person; a session at `/account` is its own payload. */
type OwnedRecord = Partial<StoredRecord> & Partial<StoredInvitation> & { subject?: string };

/**
 * Removes all that is kept of a person whose account is closed, and returns how many rows that were.
 * What requests that were under way write back is of no use to anybody, and is found by doing this
 * again.
 */
export async function erasePerson(
  store: Store,
  person: ErasedPerson,
  { signal, pause }: RemoveOptions = {},
): Promise<number> {
  // All records are looked at: unfinished sign-ins, and what a request left behind that was cut
  // off, are in no index.
  let removed = 0;
  for await (const row of store.read.list<OwnedRecord>({ prefix: recordsPrefix() })) {
    signal?.throwIfAborted();
    if (!isOf(row.value, person) && !isForAddress(row, person)) continue;
    await removeRecord(store, row);
    removed++;
  }
  const { subject } = person;
  removed += await erasePasskeys(store, subject);
  for (const prefix of [personPrefix(subject), allSignInsPrefix(subject)]) {
    removed += await removeAll(store, prefix, { signal, pause });
  }
  return removed;
}

async function removeRecord(store: Store, { key, value }: Deno.KvEntry<OwnedRecord>) {
  const { grantId, uid } = value.payload ?? {};
  await commit(store, (op) => {
    op.delete(key);
    if (grantId) op.delete(grantMemberKey(grantId, key));
    if (uid) op.delete(sessionByUidKey(uid));
    return op;
  });
}

function isOf({ subject, payload }: OwnedRecord, person: ErasedPerson): boolean {
  if (payload === undefined) return subject === person.subject;
  const people = [
    payload.accountId,
    payload.session?.accountId,
    payload.result?.login?.accountId,
    payload.lastSubmission?.login?.accountId,
  ];
  return people.includes(person.subject) || namesAddress(payload, person);
}

/** Whether a row is an invitation of before for the address of the person. */
function isForAddress(
  { key, value: { email, madeAt = 0 } }: Deno.KvEntry<OwnedRecord>,
  person: ErasedPerson,
): boolean {
  const isInvitation = key[recordsPrefix().length] === "Invitation";
  return isInvitation && email !== undefined && email === person.email && madeAt <= person.since;
}

/** Whether a request for authorization that was made before names the person's address. */
function namesAddress(
  { params, iat = 0 }: AdapterPayload,
  { email, since }: ErasedPerson,
): boolean {
  if (email === undefined || params === undefined || iat * 1000 > since) return false;
  return Object.values(params).some((value) =>
    String(value).split(/[\s<>"',;]+/).some((word) => normalizeEmail(word) === email)
  );
}
