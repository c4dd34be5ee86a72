import { type CallToolResult, createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

/*
 * The MCP SDK with answers that are ready in memory: what is left is the protocol. PUT /answers gives
 * them, by the name of the tool. Arguments: port, names of the tools.
 */
const [port, ...names] = Deno.args;
const anything = z.looseObject({});
let answers: Record<string, CallToolResult> = {};

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: "ready", version: "1.0.0" });
  for (const name of names) {
    server.registerTool(
      name,
      { description: "Returns what it was given before", inputSchema: anything },
      () => answers[name],
    );
  }
  return server;
});

Deno.serve({ hostname: "127.0.0.1", port: Number(port) }, async (request) => {
  if (request.method !== "PUT") return await handler.fetch(request);
  answers = await request.json();
  return new Response();
});
