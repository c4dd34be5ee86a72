import { commit } from "../../kv/store.ts";
import type { Context } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";

const KEYS_PER_COMMIT = 50;

/**
 * Removes the stats blocks of before they were of months: `figures / <visibility> / <number>`. Nobody
 * reads them, and no write removes them any more.
 */
export async function forgetOldBlocks({ store, keys }: Context): Promise<void> {
  for (const visibility of ["open", "private"] as Visibility[]) {
    const prefix = keys.figures(visibility, 0).slice(0, -2);
    const all = { start: [...prefix, -Infinity], end: [...prefix, Infinity] };
    for (;;) {
      const options = { limit: KEYS_PER_COMMIT };
      const old = await Array.fromAsync(store.read.list(all, options), ({ key }) => key);
      if (old.length === 0) break;
      await commit(store, (operation) => old.reduce((some, key) => some.delete(key), operation));
    }
  }
}
