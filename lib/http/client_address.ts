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
