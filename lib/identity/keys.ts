import { sha256 } from "./hashing.ts";

/**
 * Every key of the authorization server. Ids of tokens, codes, sessions and clients appear only as
 * SHA-256 hashes, so that a copy of the database opens no door; it also bounds a key's length.
 */

/** One record of oidc-provider. Lives as long as what it describes: see lifetimes.ts. */
export function recordKey(model: string, id: string): Deno.KvKey {
  return ["identity", "record", model, sha256(id)];
}

/** All tokens and codes of a grant, for revoking them together. */
export function grantPrefix(grantId: string): Deno.KvKey {
  return ["identity", "by_grant", sha256(grantId)];
}

/** One token or code of a grant. Lives as long as the token. */
export function grantMemberKey(grantId: string, record: Deno.KvKey): Deno.KvKey {
  return [...grantPrefix(grantId), record[2], record[3]];
}

/** The record that a row under `grantPrefix` stands for. */
export function memberRecordKey(member: Deno.KvKey): Deno.KvKey {
  return ["identity", "record", member[3], member[4]];
}

/** From a session's uid to the key of its record. Lives as long as the session. */
export function sessionByUidKey(uid: string): Deno.KvKey {
  return ["identity", "session_by_uid", sha256(uid)];
}

/** A person's account. Lives until it is deleted. */
export function accountKey(subject: string): Deno.KvKey {
  return ["identity", "account", subject];
}

/** From a normalized e-mail address to the subject. Lives as long as the account. */
export function accountByEmailKey(email: string): Deno.KvKey {
  return ["identity", "account_by_email", email];
}

/** A secret made on the first start. Lives for ever. */
export function secretKey(name: "signing" | "cookies" | "resource_server"): Deno.KvKey {
  return ["identity", "secret", name];
}
