import type { Config } from "../../../config.ts";
import { ask, jsonOf } from "../ask.ts";

/** What answers where the server is to listen. */
export type Listener =
  | { kind: "nobody" }
  | { kind: "server"; resource: string }
  | { kind: "stranger" };

/** Where a client on this machine finds what listens at `HOST:PORT`. */
export function localOrigin({ listen: { hostname, port } }: Config): string {
  const everywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  const host = everywhere[hostname] ?? (hostname.includes(":") ? `[${hostname}]` : hostname);
  return `http://${host}:${port}`;
}

/** Where the metadata of the protected resource is below an origin (RFC 9728, section 3.1). */
export const RESOURCE_METADATA = "/.well-known/oauth-protected-resource/mcp";

/** Whether the server runs, or something else in its place. */
export async function findListener(config: Config): Promise<Listener> {
  const asked = await ask(localOrigin(config) + RESOURCE_METADATA);
  // Something may hold the port and answer nothing: then nothing else can listen there.
  if ("trouble" in asked) return { kind: "nobody" };
  const { resource } = await jsonOf(asked.response);
  return typeof resource === "string" ? { kind: "server", resource } : { kind: "stranger" };
}
