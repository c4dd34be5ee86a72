import type { AuthInfo } from "@modelcontextprotocol/server";
import type { AuthError } from "../../auth/mod.ts";
import type { RequestContext } from "../define/request_context.ts";
import type { ParsedRequest } from "./message.ts";

export interface ExchangeParts {
  readonly request: ParsedRequest;
  readonly context: RequestContext;
  /** Names the person and the client: a confirmation is for both. No tool gets it. */
  readonly sealBinding: string;
}

/**
 * One request on its way through the SDK, which hands nothing over but its `AuthInfo`. It is a class
 * so that `from` can check what it finds there.
 */
export class Exchange implements ExchangeParts {
  readonly request: ParsedRequest;
  readonly context: RequestContext;
  readonly sealBinding: string;
  #refusal?: AuthError;

  constructor({ request, context, sealBinding }: ExchangeParts) {
    this.request = request;
    this.context = context;
    this.sealBinding = sealBinding;
  }

  /** Refuses the request as a whole, for what is known only once it is under way. */
  refuse(error: AuthError): void {
    // What else is in a batch has been done, and has to be answered.
    if (this.request.messages.length === 1) this.#refusal = error;
  }

  /** Throws what the request was refused with. */
  throwIfRefused(): void {
    if (this.#refusal) throw this.#refusal;
  }

  /** What the SDK gets. The token stays outside: nothing behind the guard could forward it. */
  get authInfo(): AuthInfo {
    return { token: "", clientId: "", scopes: [], extra: { exchange: this } };
  }

  /** Returns the exchange that `authInfo` was made of; throws if there is none. */
  static from(authInfo: AuthInfo | undefined): Exchange {
    const exchange = authInfo?.extra?.exchange;
    if (exchange instanceof Exchange) return exchange;
    throw new Error("The request has no exchange");
  }
}
