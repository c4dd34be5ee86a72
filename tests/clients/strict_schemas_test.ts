import assert from "node:assert/strict";
import { TOOLS } from "../../lib/mcp/tools/mod.ts";
import { startSdkProgram } from "../support/clients/sdk_program.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";
import { startServer } from "../support/servers/server.ts";

const NAME = "the OpenAI Agents SDK";
const command = await installed(NAME, () => preparePython("openai_agents.py", "sdk_2.txt"));

Deno.test({
  name: `${NAME} makes the schema of every tool strict`,
  ignore: !command,
  async fn() {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using agents = await startSdkProgram(command!, { args: [server.resource, token] });
    assert.deepEqual(agents.connected.strict.sort(), TOOLS.map(({ name }) => name).sort());
  },
});
