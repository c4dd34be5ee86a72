import type { Store } from "../../kv/store.ts";
import { revokedKey } from "./keys.ts";

/**
 * Lets `op` tell all instances that tokens end with it. In the same commit: whoever has seen a token
 * alive before it, and forgets that when the stamp changes, can never see it alive again.
 */
export function markRevoked(op: Deno.AtomicOperation): Deno.AtomicOperation {
  return op.set(revokedKey(), true);
}

/** Returns what changes whenever tokens were ended, by whatever instance. */
export async function revocationStamp(store: Store): Promise<string> {
  return (await store.read.get(revokedKey())).versionstamp ?? "";
}
