import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

const COUNT = 100;

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, an import stops when its stream is closed, and goes on when it is repeated`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const document = JSON.stringify({
      entries: Array.from({ length: COUNT }, (_, n) => ({
        uuid: crypto.randomUUID().replaceAll("-", "").toUpperCase(),
        creationDate: "2026-03-01T09:00:00Z",
        text: `Day ${n}\n\n${"All day. ".repeat(1_000)}`,
      })),
    });
    const args = { format: "dayone", document };

    await closeAfterFirstProgress(server.resource, { era, token, args });
    const outcome = await eventually(async () => {
      const { structured } = await client.call("list_activity");
      return structured.activity.find(({ tool }: { tool: string }) => tool === "import_entries")
        ?.outcome;
    });
    assert.equal(outcome, "cancelled");

    const { entries } = (await client.call("list_entries", { limit: 100 })).structured;
    assert(entries.length > 0 && entries.length < COUNT, `${entries.length} entries were imported`);
    for (const { id } of entries) {
      const { entry } = (await client.call("get_entry", { id })).structured;
      assert.equal(entry.wordCount, 2_002, "each of them is whole");
    }
    const again = (await client.call("import_entries", args)).structured;
    assert.equal(again.created, COUNT - entries.length);
    assert.equal(again.skipped, entries.length);
  });
}

/** Calls the tool as bytes on the wire, and goes away at the first sign of progress. */
async function closeAfterFirstProgress(
  resource: string,
  { era, token, args }: { era: string; token: string; args: unknown },
): Promise<void> {
  const modern = era === "2026-07-28";
  const going = new AbortController();
  const response = await fetch(resource, {
    method: "POST",
    signal: going.signal,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": era,
      ...modern && { "mcp-method": "tools/call", "mcp-name": "import_entries" },
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: {
        name: "import_entries",
        arguments: args,
        _meta: {
          progressToken: 1,
          ...modern && {
            "io.modelcontextprotocol/protocolVersion": era,
            "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
            "io.modelcontextprotocol/clientCapabilities": {},
          },
        },
      },
    }),
  });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (!/notifications\/progress.*\n\n/s.test(heard)) heard += (await reader.read()).value;
  going.abort();
  await reader.cancel().catch(() => {});
}

async function eventually<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It did not come about");
}
