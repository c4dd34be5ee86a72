import { ERAS, type McpClient } from "../support/clients/mcp_clients.ts";

export const connect = ERAS["2026-07-28"];
export const TAGS = "epicme://tags";

export async function create(
  client: McpClient,
  args: Record<string, unknown>,
): Promise<{ id: string }> {
  const { structured } = await client.call("create_entry", { content: "Something", ...args });
  return structured.entry;
}

/** Opens a stream as bytes on the wire. */
export function listenRaw(
  resource: string,
  { token, signal }: { token: string; signal: AbortSignal },
) {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const params = { notifications: { resourcesListChanged: true }, _meta };
  return fetch(resource, {
    method: "POST",
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "subscriptions/listen",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params }),
  });
}

/** Waits for twenty seconds at the most. */
export async function comesAbout(isIt: () => boolean): Promise<void> {
  for (let tries = 0; !isIt(); tries++) {
    if (tries === 200) throw new Error("It did not come about");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function eventually(
  attempt: () => Promise<Response>,
  isIt: (response: Response) => boolean,
): Promise<Response> {
  for (let tries = 0; tries < 50; tries++) {
    const response = await attempt();
    if (isIt(response)) return response;
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It did not come about");
}
