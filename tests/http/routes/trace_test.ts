import assert from "node:assert/strict";
import { person } from "../../support/people/person.ts";
import { ERA_NAMES } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const GOOD = `00-${TRACE}-b7ad6b7169203331-01`;

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, a request is found in the log by the trace that its client has begun`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token("user:read");
    const traced = async (traceparent: unknown) => {
      server.log.events.length = 0;
      const response = await fetch(server.resource, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-protocol-version": era,
          ...era === "2026-07-28" && { "mcp-method": "tools/list" },
        },
        body: JSON.stringify({
          jsonrpc: "2.0",
          id: 1,
          method: "tools/list",
          params: {
            _meta: {
              traceparent,
              ...era === "2026-07-28" && {
                "io.modelcontextprotocol/protocolVersion": era,
                "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
                "io.modelcontextprotocol/clientCapabilities": {},
              },
            },
          },
        }),
      });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return server.log.events.at(-1)?.fields?.traceId;
    };
    assert.equal(await traced(GOOD), TRACE);
    assert.equal(await traced(`01-${TRACE}-b7ad6b7169203331-01-more`), TRACE);
    for (
      const bad of [
        GOOD.toUpperCase(),
        `${GOOD}-more`,
        `ff-${TRACE}-b7ad6b7169203331-01`,
        `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
        `00-${TRACE}-${"0".repeat(16)}-01`,
        "journal text of somebody",
        `01-${TRACE}-b7ad6b7169203331-01-${"x".repeat(10_000)}`,
      ]
    ) assert.equal(await traced(bad), undefined, bad.slice(0, 80));
  });
}
