import type { Store } from "../../../lib/kv/store.ts";

/** Which rows there are, and how new each is: the same before and after a request that wrote nothing. */
export async function rowsOf(
  store: Store,
  isMeant: (row: Deno.KvEntry<unknown>) => boolean = () => true,
): Promise<Record<string, string>> {
  const rows = await Array.fromAsync(store.read.list({ prefix: [] }));
  return Object.fromEntries(
    rows.filter(isMeant).map(({ key, versionstamp }) => [Deno.inspect(key), versionstamp]),
  );
}
