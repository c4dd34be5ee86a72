import type { Store } from "../../kv/store.ts";
import { ACCOUNTS } from "../storage/keys.ts";

/** Whether anybody has an account here. */
export async function hasAccounts({ read }: Store): Promise<boolean> {
  for await (const _account of read.list({ prefix: ACCOUNTS }, { limit: 1 })) return true;
  return false;
}
