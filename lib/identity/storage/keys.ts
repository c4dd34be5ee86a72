import { sha256 } from "../../digest.ts";

/**
 * Every key of the authorization server. Ids of tokens, codes, sessions and clients appear only as
 * SHA-256 hashes, so that a copy of the database opens no door; it also bounds a key's length.
 */

/** One record of oidc-provider, or a session at `/account`. Lives as long as what it describes: see lifetimes.ts. */
export function recordKey(model: string, id: string): Deno.KvKey {
  return recordKeyOf(model, sha256(id));
}

/** The same by the hash of the id. */
export function recordKeyOf(model: string, hash: string): Deno.KvKey {
  return ["identity", "record", model, hash];
}

/** All tokens, codes and pending interactions of a grant, for ending them together. */
export function grantPrefix(grant: Deno.KvKey): Deno.KvKey {
  return ["identity", "by_grant", grant[3]];
}

/** One token, code or interaction of a grant. Lives as long as it does. */
export function grantMemberKey(grantId: string, record: Deno.KvKey): Deno.KvKey {
  return [...grantPrefix(recordKey("Grant", grantId)), record[2], record[3]];
}

/** What belongs to a person, by kind, for listing it and for ending it together. */
export function accountPrefix(subject: string, model: AccountModel): Deno.KvKey {
  return ["identity", "by_account", subject, model];
}

/**
 * One thing of a person. Lives as long as the record, and is empty but for a grant, where it is a
 * `Connection`: what the page of the account shows about the app.
 */
export function accountMemberKey(subject: string, record: Deno.KvKey): Deno.KvKey {
  return ["identity", "by_account", subject, record[2], record[3]];
}

/**
 * What is found by account: connected apps, browser sessions at `/oauth/` and `/account`, links to a new
 * password, and what the person is told of. An event has no record: all of it is in its row.
 */
export type AccountModel = "Grant" | "Session" | "AccountSession" | "Reset" | "Event";

/** The record that a row under `grantPrefix` or `accountPrefix` stands for. */
export function memberRecordKey(member: Deno.KvKey): Deno.KvKey {
  return ["identity", "record", member[3], member[4]];
}

/** Every record of oidc-provider and every session at `/account`, whoever they belong to. */
export function recordsPrefix(): Deno.KvKey {
  return ["identity", "record"];
}

/** All that is found by account. */
export function personPrefix(subject: string): Deno.KvKey {
  return ["identity", "by_account", subject];
}

/** From a session's uid to the key of its record. Lives as long as the session. */
export function sessionByUidKey(uid: string): Deno.KvKey {
  return ["identity", "session_by_uid", sha256(uid)];
}

/**
 * The last good metadata document of a client. Lives `UNUSED_CLIENT` from its reading on, and
 * `USED_CLIENT_DOCUMENT` once the client has a token.
 */
export function clientDocumentKey(url: string): Deno.KvKey {
  return ["identity", "client_document", sha256(new URL(url).href)];
}

/** The subject of no account, for work that is to be the same whether there is one. */
export const NOBODY = "nobody";

/** All accounts. */
export const ACCOUNTS: Deno.KvKey = ["identity", "account"];

/** A person's account. Lives until it is deleted. */
export function accountKey(subject: string): Deno.KvKey {
  return [...ACCOUNTS, subject];
}

/** From a normalized e-mail address to the subject. Lives as long as the account. */
export function accountByEmailKey(email: string): Deno.KvKey {
  return ["identity", "account_by_email", email];
}

/**
 * From a person of the provider, by issuer and subject (OpenID Connect Core, section 5.7), to the
 * subject of their account here. Lives as long as the account, or until it is unlinked.
 */
export function accountByLinkKey(issuer: string, subject: string): Deno.KvKey {
  return ["identity", "account_by_link", sha256(JSON.stringify([issuer, subject]))];
}

/**
 * A person's passkeys, with their recovery codes and whether they want a passkey asked for. One row,
 * so that one check guards all of it. Lives as long as the account.
 */
export function passkeysKey(subject: string): Deno.KvKey {
  return ["identity", "passkeys", subject];
}

/** From a passkey's credential id to the subject. Lives as long as the passkey. */
export function passkeyOwnerKey(credentialId: string): Deno.KvKey {
  return ["identity", "passkey_owner", sha256(credentialId)];
}

/** A person's sign-ins that went well, or that were refused. */
export function signInsPrefix(subject: string, outcome: "ok" | "refused"): Deno.KvKey {
  return ["identity", "sign_in", subject, outcome];
}

/** All sign-ins of a person. */
export function allSignInsPrefix(subject: string): Deno.KvKey {
  return ["identity", "sign_in", subject];
}

/** A secret made on the first start. Lives for ever. */
export function secretKey(name: "signing" | "cookies" | "resource_server"): Deno.KvKey {
  return ["identity", "secret", name];
}

/** Written whenever tokens end before their time: its versionstamp tells every instance. Lives for ever. */
export function revokedKey(): Deno.KvKey {
  return ["identity", "revoked"];
}

/** Where all records are, and all rows that lead to them. */
export const RECORD_PREFIXES: readonly Deno.KvKey[] = [
  ["identity", "record"],
  ["identity", "by_grant"],
  ["identity", "by_account"],
  ["identity", "session_by_uid"],
];
