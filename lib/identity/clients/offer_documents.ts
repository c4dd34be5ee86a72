import type { ClientDocumentError } from "./document_error.ts";

/** For how long documents are not offered after one could not be reached, in milliseconds. */
export const DOCUMENT_PAUSE = 10 * 60 * 1000;

/**
 * Whether metadata documents are offered to clients. A server on the person's own machine may be
 * offline: after a document could not be reached it does not offer them for a while, so that a client
 * that can register instead does. Documents are read as ever for clients that name one.
 */
export function offerOfDocuments({ isLocal, now }: { isLocal: boolean; now: () => number }) {
  let pausedUntil = 0;
  return {
    isOpen: () => now() >= pausedUntil,
    noteFailure({ isUnreachable }: ClientDocumentError): void {
      if (isLocal && isUnreachable) pausedUntil = now() + DOCUMENT_PAUSE;
    },
  };
}
