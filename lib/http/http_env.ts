import type { UserContext } from "../auth/mod.ts";
import type { Scope } from "../scopes.ts";

/** What travels with a request through the routes. */
export interface HttpEnv {
  Bindings: {
    /** The address of the peer, or of the client behind a trusted proxy. */
    clientAddress: string;
  };
  Variables: {
    user?: UserContext<Scope>;
    /** The MCP operation, such as `tools/call create_entry`, for the log. */
    operation?: string;
    /** Of the trace that the client has begun, for the log. */
    traceId?: string;
  };
}
