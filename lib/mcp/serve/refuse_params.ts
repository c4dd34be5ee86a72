import {
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server";
import { describeProblem, type Problem } from "../define/describe_problem.ts";

/**
 * Returns the error that a client gets for params that the SDK has refused; undefined if `error` is
 * anything else. The SDK says it with an internal error, or with the JSON of its validator's
 * problems. Here it is the client's fault (JSON-RPC 2.0, Error object), and one sentence.
 */
export function refusalOfParams(
  error: unknown,
  { method, params }: JSONRPCRequest,
): ProtocolError | undefined {
  const problem = error instanceof Error ? parseProblems(error.message)?.at(0) : undefined;
  if (problem === undefined) return undefined;
  const message = `Invalid params of ${method}: ${describeProblem(problem, params)}`;
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}

/** Returns the problems in the message of an error, with paths that begin at the params. */
function parseProblems(message: string): Problem[] | undefined {
  try {
    const problems: Problem[] = JSON.parse(message.slice(message.indexOf("[\n")));
    return problems.map(({ path: [params, ...path], ...problem }) => ({
      ...problem,
      path: path.length > 0 ? path : [params],
    }));
  } catch {
    return undefined;
  }
}
