/** The client in whose name the pages of the journal write. Revisions tell it apart from apps by it. */
export const OWN_CLIENT = "epicme:browser";

/**
 * Returns what a journal calls the client of a token. Any text may be the id of a client (RFC 6749,
 * section 2.2), also one of those that are ours: it is another one then.
 */
export function clientOfToken(clientId: string): string {
  return /^(?:app:)*epicme:/.test(clientId) ? `app:${clientId}` : clientId;
}
