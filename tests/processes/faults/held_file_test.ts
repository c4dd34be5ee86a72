import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { callTool } from "../../support/clients/rpc.ts";
import { writeSteadily } from "../../support/clients/steady_writer.ts";
import { assertKept, openLives, tokenOf } from "./helpers.ts";

Deno.test("while another process holds the file, reading goes on, and writing does when it is free", async () => {
  await using lives = await openLives();
  await using server = await lives.start();
  const token = await tokenOf(server.resource, "Kody");
  const writer = writeSteadily(server.resource, token);
  await writer.writes(10);

  using file = new DatabaseSync(`${lives.dataDir}/journal.kv`);
  file.exec("pragma busy_timeout = 5000; begin immediate");
  const before = writer.acknowledged.length;
  const call = { era: "2026-07-28", token, tool: "list_entries" } as const;
  for (const end = performance.now() + 4_000; performance.now() < end;) {
    const { status, body } = await callTool(server.resource, call);
    assert.equal(status, 200, JSON.stringify(body));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert(writer.acknowledged.length <= before + 1, "nothing can be written");
  file.exec("rollback");

  await writer.writes(10);
  await writer.stop();
  await assertKept(server.resource, { token, writer });
});
