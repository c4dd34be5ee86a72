import { parseArgs } from "node:util";
import { reindex } from "../lib/operations/mod.ts";
import { operate } from "./operation.ts";

/** Builds the search index again while the server runs: `deno task reindex [--user=<id>]`. */
const { values: { user } } = parseArgs({ options: { user: { type: "string" } } });

await operate(async (config) => {
  const { journals, removed } = await reindex(config, {
    user,
    onProgress: (done, all) => console.error(`${done} of ${all}`),
  });
  console.log(`Indexed again: ${journals} journals; removed: ${removed} without a journal`);
});
