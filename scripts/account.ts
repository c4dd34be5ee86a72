import { parseArgs } from "node:util";
import { disable, enable, invite, list, reset } from "./account/commands.ts";
import { erasePerson } from "./account/erase_person.ts";
import { openServer } from "./account/open_server.ts";
import { operate } from "./operation.ts";

/**
 * Looks after the accounts that are kept here, while the server runs or not:
 *
 *   deno task account list [--json]
 *   deno task account invite [--days=7] [--email=ADDRESS]   prints a link that works once
 *   deno task account reset EMAIL                           prints a link to a new password
 *   deno task account disable EMAIL
 *   deno task account enable EMAIL
 *   deno task account erase EMAIL [--yes]                   as `deno task erase` does
 *
 * An account without an address is named by the id at the end of its line in `list`; `deno task erase`
 * takes it as `--subject`.
 */
const USAGE = "Expected list, invite, reset EMAIL, disable EMAIL, enable EMAIL or erase EMAIL";

const { values, positionals: [command, email, ...others] } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    days: { type: "string", default: "7" },
    email: { type: "string" },
    yes: { type: "boolean" },
  },
});

await operate(async (config) => {
  const isOfOne = ["reset", "disable", "enable", "erase"].includes(command ?? "");
  if (!isOfOne && !["list", "invite"].includes(command ?? "")) fail(USAGE);
  if (isOfOne !== (email !== undefined) || others.length > 0) fail(USAGE);
  if (command === "erase") return await erasePerson(config, { email, yes: values.yes });
  await using opened = await openServer(config);
  const { server } = opened;
  switch (command) {
    case "list":
      return await list(server, { asJson: values.json });
    case "invite":
      return await invite(server, values);
    case "reset":
      return await reset(server, email!);
    case "disable":
      return await disable(server, email!);
    default:
      return await enable(server, email!);
  }
});
Deno.exit();

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
