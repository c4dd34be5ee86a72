import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { JournalError } from "../../journal/mod.ts";

/**
 * Returns what a client is told instead of `error`: what is wrong with what it sent, or that
 * something is wrong here, without details. `onFault` gets what is our own fault.
 */
export function asProtocolError(
  error: unknown,
  { onFault }: { onFault: (error: unknown) => void },
): ProtocolError {
  if (error instanceof ProtocolError) return error;
  if (error instanceof JournalError) {
    const message = `${error.message}. ${error.advice}.`;
    return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
  }
  onFault(error);
  return new ProtocolError(ProtocolErrorCode.InternalError, "Internal error");
}
