import { parseArgs } from "node:util";
import { restore } from "../lib/operations/mod.ts";
import { fromWhereTyped, operate } from "./operation.ts";

/** Puts a backup in place while the server is stopped: `deno task restore [--force] <file>`. */
const { values: { force }, positionals: [backup] } = parseArgs({
  options: { force: { type: "boolean" } },
  allowPositionals: true,
});
if (backup === undefined) {
  console.error("Which backup? deno task restore [--force] <file>");
  Deno.exit(1);
}

await operate(async (config) => {
  const restored = await restore(config, fromWhereTyped(backup), { force });
  console.log(
    `${restored.path}: ${restored.keys} keys and ${restored.files} attachments from the backup`,
  );
  if (restored.kept) console.log(`What was there before is kept: ${restored.kept}`);
  console.log(
    `Everybody has to sign in again and connect their apps again: ${restored.ended} sessions, ` +
      "grants and tokens of the backup have ended, because some may have been revoked since.",
  );
  if (restored.indexFault) {
    console.error(
      `The old search index could not be removed (${restored.indexFault}). It is not used again; ` +
        "deno task reindex removes it.",
    );
  }
});
