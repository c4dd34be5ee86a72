import { parseArgs } from "node:util";
import { erasePerson } from "./account/erase_person.ts";
import { operate } from "./operation.ts";

/**
 * Deletes everything of a person, as they can themselves: `deno task erase --subject <sub>`, or
 * `--email <address>` where accounts are kept here. It asks first, unless `--yes` is given. The
 * server may run or not.
 */
const { values } = parseArgs({
  options: { subject: { type: "string" }, email: { type: "string" }, yes: { type: "boolean" } },
});
await operate((config) => erasePerson(config, values));
Deno.exit();
