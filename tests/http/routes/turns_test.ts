import assert from "node:assert/strict";
import type { JournalHandler } from "../../../lib/mcp/mod.ts";
import { person } from "../../support/people/person.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

/** Answers nothing until it is told to, and counts whose requests have got here. */
function heldHandler() {
  const begun = new Map<string, number>();
  const end = Promise.withResolvers<void>();
  const handler: JournalHandler = {
    async fetch(request) {
      const who = request.headers.get("authorization")!;
      begun.set(who, (begun.get(who) ?? 0) + 1);
      await end.promise;
      return Response.json({ jsonrpc: "2.0", id: 1, result: {} });
    },
    close: () => Promise.resolve(),
  };
  return { handler, end: end.resolve, begun: (token: string) => begun.get(`Bearer ${token}`) ?? 0 };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

Deno.test("a person's many requests wait for each other, and nobody else for them", async () => {
  const held = heldHandler();
  await using server = await startServer({ handler: held.handler });
  const [ada, eve] = [
    await person(server, "Ada").token("entries:read"),
    await person(server, "Eve").token("entries:read"),
  ];
  const ask = (token: string) =>
    callTool(server.resource, { era: "2026-07-28", token, tool: "list_entries" });
  const answers = Array.from({ length: 20 }, () => ask(ada));
  await until(() => held.begun(ada) === 16);
  answers.push(ask(eve));
  await until(() => held.begun(eve) === 1);
  assert.equal(held.begun(ada), 16);
  held.end();
  for (const { status } of await Promise.all(answers)) assert.equal(status, 200);
  assert.equal(held.begun(ada), 20);
});
