import { BusyError } from "../../bounded.ts";
import { plainText } from "../../plain_text.ts";

/** Why a client's metadata document is of no use, in one word for the log. */
export type DocumentProblem =
  | "host_not_found"
  | "host_unreachable"
  | "no_secure_connection"
  | "too_slow"
  | "address_not_public"
  | "busy"
  | "redirect"
  | "too_large"
  | "status"
  | "invalid";

/** Longest message in characters: it may quote the document, which is anybody's. */
const MAX_MESSAGE = 300;

/** A client's metadata document could not be read, or is none. The message is a sentence. */
export class ClientDocumentError extends TypeError {
  override readonly name = "ClientDocumentError";

  constructor(readonly problem: DocumentProblem, message: string, options?: ErrorOptions) {
    super(plainText(message, MAX_MESSAGE), options);
  }

  /** Whether it is a matter of the network: the document itself may be good. */
  get isUnreachable(): boolean {
    return UNREACHABLE.includes(this.problem);
  }
}

const UNREACHABLE: readonly DocumentProblem[] = [
  "host_not_found",
  "host_unreachable",
  "no_secure_connection",
  "too_slow",
  "address_not_public",
];

/** Codes of Node.js for an error of the network. */
const CODES: [code: RegExp, problem: DocumentProblem, message: string][] = [
  [/^(?:ENOTFOUND|EAI_)/, "host_not_found", "The name of the host was not found"],
  [
    /^ERR_(?:SSL|TLS)|CERT|SIGNATURE|^UNABLE_TO|SELF_SIGNED/,
    "no_secure_connection",
    "No secure connection to the host came about",
  ],
];

/** Any error of reading a document as one that says why. */
export function toDocumentError(cause: unknown): ClientDocumentError {
  if (cause instanceof ClientDocumentError) return cause;
  if (cause instanceof BusyError) {
    return new ClientDocumentError("busy", "Too many documents are being read just now", { cause });
  }
  const { code = "", name = "" } = (cause ?? {}) as { code?: string; name?: string };
  if (["AbortError", "TimeoutError"].includes(name)) {
    return new ClientDocumentError("too_slow", "The host took too long", { cause });
  }
  const known = CODES.find(([pattern]) => pattern.test(code));
  if (known) return new ClientDocumentError(known[1], known[2], { cause });
  return new ClientDocumentError("host_unreachable", "The host could not be reached", { cause });
}
