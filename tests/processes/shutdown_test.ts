import assert from "node:assert/strict";
import { listenTo } from "../support/clients/listener.ts";
import { person } from "../support/people/person.ts";
import { startProcess } from "../support/programs/server_process.ts";
import type { TestServer } from "../support/servers/server.ts";

Deno.test("a server that is told to stop ends the streams of its listeners, and stops", async () => {
  await using server = await startProcess();
  const token = await person(server as unknown as TestServer, "Ada").token("entries:read");
  const listener = await listenTo(server.resource, { token });
  await server.stop();
  assert.equal(await listener.closed, "graceful");
  assert.equal(server.alive(), false);
  await listener[Symbol.asyncDispose]();
});
