import type { AuthInfo } from "@modelcontextprotocol/server";
import type { RequestContext } from "../define/request_context.ts";
import type { ParsedRequest } from "../request/message.ts";

/** One request on its way through the SDK. */
export interface Exchange {
  readonly request: ParsedRequest;
  readonly context: RequestContext;
  /** Names the person and the client: a confirmation is for both. No tool gets it. */
  readonly sealBinding: string;
}

/** Finds the exchange of a request again where the SDK hands nothing over but its `authInfo`. */
export interface Exchanges {
  /** Returns the `authInfo` to give to the SDK. */
  open(exchange: Exchange): AuthInfo;
  /** Returns the exchange; throws if `authInfo` does not come from `open`. */
  find(authInfo: AuthInfo | undefined): Exchange;
}

export function createExchanges(): Exchanges {
  const exchanges = new WeakMap<AuthInfo, Exchange>();
  return {
    open(exchange) {
      // The token itself stays outside: nothing behind the guard could forward it.
      const authInfo: AuthInfo = { token: "", clientId: "", scopes: [] };
      exchanges.set(authInfo, exchange);
      return authInfo;
    },
    find(authInfo) {
      const exchange = authInfo && exchanges.get(authInfo);
      if (!exchange) throw new Error("The request has no exchange");
      return exchange;
    },
  };
}
