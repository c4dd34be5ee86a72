import { size, sweepFiles, vacuum } from "../lib/operations/mod.ts";
import { operate } from "./operation.ts";

/** Leaves nothing in the files that was deleted: `deno task vacuum`. */
await operate(async (config) => {
  for (const { path, before, after } of await vacuum(config)) {
    console.log(`${path}: ${size(before)} before, ${size(after)} now`);
  }
  const swept = await sweepFiles(config);
  if (swept > 0) console.log(`${swept} files of attachments that belonged to nothing are gone`);
  if (config.databaseUrl) {
    console.log(
      "The index in PostgreSQL is PostgreSQL's to clean: vacuum full search_document, search_posting",
    );
  }
});
