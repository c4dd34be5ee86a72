import assert from "node:assert/strict";
import { TOOLS } from "../../lib/mcp/tools/mod.ts";
import { startSdkProgram } from "../support/clients/sdk_program.ts";
import { takeClock } from "../support/clock.ts";
import { visitor } from "../support/people/visitor.ts";
import { prepareGo } from "../support/programs/go.ts";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";
import { startServer } from "../support/servers/server.ts";

const HOURS = 3;
/** In seconds; access tokens live for an hour. */
const A_LITTLE_MORE_THAN_AN_HOUR = 3_660;

const SDKS = [
  {
    name: "FastMCP 4",
    prepare: () => preparePython("fastmcp_4.py", "sdk_2.txt"),
    revision: "2026-07-28",
    listens: true,
  },
  {
    name: "Python SDK 2.x",
    prepare: () => preparePython("mcp_2.py", "sdk_2.txt"),
    revision: "2026-07-28",
  },
  {
    name: "Python SDK 1.x",
    prepare: () => preparePython("mcp_1.py", "sdk_1.txt"),
    revision: "2025-11-25",
  },
  { name: "Go SDK", prepare: prepareGo, revision: "2026-07-28" },
];

for (const { name, prepare, revision, listens } of SDKS) {
  const command = await installed(name, prepare);
  Deno.test({
    name: `${name} signs its person in once, and keeps a journal for hours`,
    ignore: !command,
    async fn() {
      using clock = takeClock();
      await using server = await startServer();
      const person = visitor("Kody");
      await using client = await startSdkProgram(command!, {
        args: [server.resource],
        person,
        listens,
      });
      assert.equal(client.connected.protocol, revision);
      assert.deepEqual((await client.listTools()).sort(), TOOLS.map(({ name }) => name).sort());
      const { isError, structured: { entry } } = await client.call("create_entry", {
        title: "Rain",
        content: "All day.",
      });
      assert.equal(isError, false);
      for (let hour = 1; hour <= HOURS; hour++) {
        clock.pass(A_LITTLE_MORE_THAN_AN_HOUR);
        await client.later(A_LITTLE_MORE_THAN_AN_HOUR);
        const read = await client.call("get_entry", { id: entry.id });
        assert.equal(read.structured.entry.content, "All day.");
      }
      assert.equal(client.signIns, 1);
      assert.deepEqual(server.log.errors, []);
    },
  });
}
