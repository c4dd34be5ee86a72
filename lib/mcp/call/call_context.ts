import type { ServerContext } from "@modelcontextprotocol/server";

/** As much of a request's context in the SDK as a tool call is served with. */
export interface CallContext {
  readonly mcpReq: Pick<
    ServerContext["mcpReq"],
    "_meta" | "envelope" | "inputResponses" | "notify" | "requestState" | "signal"
  >;
  readonly http?: Pick<NonNullable<ServerContext["http"]>, "authInfo">;
}
