import type { AdapterPayload } from "./oidc_provider.ts";

/** A value in KV: what oidc-provider keeps, and when it ends in milliseconds since the epoch. */
export interface StoredRecord {
  readonly payload: AdapterPayload;
  readonly expiresAt?: number;
}

/** Applications a session remembers; the oldest are forgotten, so that its value stays small. */
const MAX_AUTHORIZATIONS = 50;

/**
 * What of a payload is stored. The raw id is left out (the key carries its hash), as is the session
 * cookie that an interaction would repeat. What stays readable: the id of an interaction inside its
 * own `returnTo` (an hour), the uid of a session (no cookie holds it), and the secrets of clients,
 * which oidc-provider compares in the clear.
 */
export function toStored(model: string, payload: AdapterPayload): AdapterPayload {
  const { jti: _jti, ...kept } = payload;
  if (model === "Interaction" && kept.session) {
    const { cookie: _cookie, ...session } = kept.session;
    return { ...kept, session };
  }
  if (model === "Session" && kept.authorizations) {
    // Looking at an authorization page leaves an entry too, without a grant.
    const granted = Object.entries(kept.authorizations).filter(([, { grantId }]) => grantId);
    const newest = granted.slice(-MAX_AUTHORIZATIONS);
    return { ...kept, authorizations: Object.fromEntries(newest) };
  }
  return kept;
}

/** The payload as oidc-provider wants it back; a client is its metadata and has no `jti`. */
export function fromStored(
  model: string,
  { id, record }: { id?: string; record: StoredRecord },
): AdapterPayload {
  return model === "Client" || id === undefined ? record.payload : { ...record.payload, jti: id };
}
