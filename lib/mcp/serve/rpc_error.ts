/** What a JSON-RPC error response says beside its HTTP status. */
export interface RpcError {
  /** JSON-RPC error code. */
  code: number;
  /** One sentence without its full stop. */
  message: string;
  headers?: Record<string, string>;
}

/** Returns the response to a request that is refused as a whole, before its id counts. */
export function rpcError(status: number, { code, message, headers }: RpcError): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status, headers });
}
