/**
 * Returns the address of the client. Behind a trusted proxy that is the last entry of
 * `X-Forwarded-For`, the one the proxy wrote itself: those before it are the client's own claims.
 */
export function clientAddress(request: Request, peer: string, trustProxy: boolean): string {
  if (!trustProxy) return peer;
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || peer;
}
