import {
  type Implementation,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import type { PerformOptions } from "../call/perform.ts";
import { refusalOfParams } from "./refuse_params.ts";

/** The SDK's server, with errors in plain words: it tells clients whatever an error says. */
export class PlainServer extends Server {
  readonly #onFault: PerformOptions["onFault"];

  constructor(
    info: Implementation,
    { onFault, ...options }: ServerOptions & Pick<PerformOptions, "onFault">,
  ) {
    super(info, options);
    this.#onFault = onFault;
  }

  protected override _wrapHandler(...[method, handler]: Parameters<Server["_wrapHandler"]>) {
    const wrapped = super._wrapHandler(method, handler);
    return (async (request, context) => {
      try {
        return await wrapped(request, context);
      } catch (error) {
        const refusal = refusalOfParams(error, request);
        if (refusal) throw refusal;
        if (error instanceof ProtocolError) throw error;
        this.#onFault(error);
        throw new ProtocolError(ProtocolErrorCode.InternalError, "Internal error");
      }
    }) satisfies typeof wrapped;
  }
}
