import { PROMPTS, RESOURCES, TOOLS } from "../../lib/mcp/mod.ts";
import { ALL_SCOPES } from "../../lib/scopes.ts";
import { getAccessToken } from "../access_token.ts";
import { startServer } from "./docs_server.ts";

const VERSION = "2026-07-28";

/** What clients see of the server, by the file of its snapshot. */
export type Face = Record<string, unknown>;

/** Asks a real server for all that it shows of itself to somebody who has written nothing yet. */
export async function readFace(): Promise<{ face: Face; toolsListBytes: number }> {
  await using server = await startServer();
  const token = await getAccessToken(server.resource, {
    account: { name: "Ada", email: "ada@example.com", password: crypto.randomUUID() },
    scope: ALL_SCOPES.join(" "),
  });
  const ask = (method: string) => askFor(method, { resource: server.resource, token });
  const { tools } = await ask("tools/list");
  const { resources } = await ask("resources/list");
  const { resourceTemplates } = await ask("resources/templates/list");
  const { prompts } = await ask("prompts/list");
  const { _meta, ...discover } = await ask("server/discover");
  const scopes = (name: string) =>
    [...TOOLS, ...RESOURCES, ...PROMPTS].find((each) => each.name === name)?.scopes;
  const files = (kind: string, items: { name: string }[]) =>
    items.map((item) => [`${kind}/${item.name}.json`, { ...item, scopes: scopes(item.name) }]);
  // The port is another one each time.
  const face = JSON.parse(
    JSON.stringify(Object.fromEntries([
      ["server.json", { ...discover, ..._meta }],
      ...files("tools", tools),
      ...files("resources", [...resources, ...resourceTemplates]),
      ...files("prompts", prompts),
    ])).replaceAll(server.origin, "https://journal.example"),
  );
  return { face, toolsListBytes: new TextEncoder().encode(JSON.stringify({ tools })).length };
}

/** The result of a request without arguments, whose form the protocol fixes. */
async function askFor(method: string, { resource, token }: { resource: string; token: string }) {
  const response = await fetch(resource, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${token}`,
      "mcp-protocol-version": VERSION,
      "mcp-method": method,
    },
    body: JSON.stringify({
      ...{ jsonrpc: "2.0", id: 1, method },
      params: {
        _meta: {
          "io.modelcontextprotocol/protocolVersion": VERSION,
          "io.modelcontextprotocol/clientInfo": { name: "docs", version: "1" },
          "io.modelcontextprotocol/clientCapabilities": {},
        },
      },
    }),
  });
  const text = await response.text();
  const { result } = JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text);
  if (!result) throw new Error(`${method} answered ${response.status}: ${text}`);
  return result;
}
