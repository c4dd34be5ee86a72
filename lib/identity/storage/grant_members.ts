import { commit, type Store } from "../../kv/store.ts";
import { grantPrefix, memberRecordKey } from "./keys.ts";

/** Rows in one commit, each with its record: well below what Deno KV takes at once. */
const BATCH = 200;

/** Removes every token, code and pending interaction of the grant that is kept at `grant`. */
export async function removeGrantMembers(store: Store, grant: Deno.KvKey): Promise<void> {
  const rows = store.read.list({ prefix: grantPrefix(grant) });
  const members = (await Array.fromAsync(rows)).map(({ key }) => key);
  for (let start = 0; start < members.length; start += BATCH) {
    await commit(store, (op) => {
      for (const key of members.slice(start, start + BATCH)) {
        op.delete(memberRecordKey(key)).delete(key);
      }
      return op;
    });
  }
}
