import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from "@modelcontextprotocol/server";
import type { Call } from "../../activity/mod.ts";
import { JournalError } from "../../journal/mod.ts";
import type { Scope } from "../../scopes.ts";
import { countCall } from "../../telemetry/metrics.ts";
import { hasScopes, type RequestContext } from "../define/request_context.ts";

/** Something that a client asked for. */
export interface Operation<T> {
  name: string;
  scopes: readonly Scope[];
  run(): Promise<T>;
  /** Returns what the activity log keeps of it; nothing is kept without this. */
  record?(outcome: string, result?: T): Call;
  /** Returns how it ended, where it can end otherwise than with `ok` or an error. */
  outcomeOf?(result: T): string;
  /** Whether the client has cancelled it. */
  isCancelled?(): boolean;
}

export interface PerformOptions {
  context: RequestContext;
  /** Called with faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
}

/**
 * Performs an operation: checks its scopes, runs it, and records how it ended.
 *
 * @throws {ProtocolError} and nothing else: what is wrong with the request, or an internal error
 */
export async function perform<T>(
  operation: Operation<T>,
  { context, onFault }: PerformOptions,
): Promise<T> {
  const { name, scopes } = operation;
  const start = performance.now();
  const record = (outcome: string, result?: T) => {
    countCall(name, outcome, performance.now() - start);
    if (operation.record) context.activity.record(operation.record(outcome, result));
  };
  try {
    // The second lock: the route has checked the same before the request came here.
    if (!hasScopes(context, scopes)) {
      throw new Error(`The route let ${name} pass without its scopes`);
    }
    const result = await operation.run();
    record(operation.outcomeOf?.(result) ?? "ok", result);
    return result;
  } catch (error) {
    const isCancelled = operation.isCancelled?.() ?? false;
    record(isCancelled ? "cancelled" : codeOf(error));
    throw asProtocolError(error, { onFault: isCancelled ? () => {} : onFault });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ResourceNotFoundError) return "not_found";
  return error instanceof JournalError ? error.code : "fault";
}

/** Returns the protocol error that a client gets for `error`. */
function asProtocolError(
  error: unknown,
  { onFault }: Pick<PerformOptions, "onFault">,
): ProtocolError {
  if (error instanceof ProtocolError) return error;
  if (error instanceof JournalError) {
    const message = `${error.message}. ${error.advice}.`;
    return new ProtocolError(ProtocolErrorCode.InvalidParams, message, { errorCode: error.code });
  }
  onFault(error);
  return new ProtocolError(ProtocolErrorCode.InternalError, "Internal error");
}
