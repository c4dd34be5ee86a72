import { parseArgs } from "node:util";
import { backUp, size } from "../lib/operations/mod.ts";
import { fromWhereTyped, operate } from "./operation.ts";

/** Copies the journals while the server runs: `deno task backup [file or directory]`. */
const { positionals: [target] } = parseArgs({ allowPositionals: true });

await operate((config) => {
  const backup = backUp(config, { target: target && fromWhereTyped(target) });
  console.log(
    `${backup.path}: ${
      size(backup.bytes)
    }, ${backup.keys} keys, checked; ${backup.files} attachments`,
  );
  console.log(
    "It holds everything: all journals, accounts with hashes of passwords, sessions, the keys of " +
      "the server. Keep it as safe as the server itself. The search index is not in it.",
  );
});
