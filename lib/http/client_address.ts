import { networkOf } from "./network.ts";

/**
 * Returns the network of the client, by which limits are kept. Behind a trusted proxy its address is
 * the last entry of `X-Forwarded-For`, the one the proxy wrote itself: those before it are the
 * client's own claims.
 */
export function clientAddress(request: Request, peer: string, trustProxy: boolean): string {
  if (!trustProxy) return networkOf(peer);
  return networkOf(request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || peer);
}

/** Returns the address at the other end; a platform may hand requests over by a socket without one. */
export function peerOf(remote: Deno.Addr): string {
  return "hostname" in remote ? remote.hostname : remote.transport;
}
