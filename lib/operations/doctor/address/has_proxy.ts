import type { Config } from "../../../config.ts";

/** Whether people reach the server by something else than itself: it speaks no TLS. */
export function hasProxy({ publicUrl, listen }: Config): boolean {
  return publicUrl.protocol === "https:" || Number(publicUrl.port || 80) !== listen.port;
}
