import assert from "node:assert/strict";
import { getAccessToken } from "../../../scripts/access_token.ts";
import { idsBy, type SteadyWriter } from "../../support/clients/steady_writer.ts";
import { accountOf } from "../../support/people/person.ts";
import { freePort } from "../../support/programs/free_port.ts";
import { startProcess } from "../../support/programs/server_process.ts";

/** A server that can be started again and again, with the same journals at the same address. */
export async function openLives(options: { flags?: string[]; env?: Record<string, string> } = {}) {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-faults-" });
  const port = freePort();
  const environment = { RATE_LIMIT_PER_MINUTE: "1000000", ...options.env };
  return {
    dataDir,
    start: () => startProcess({ dataDir, port, environment, flags: options.flags }),
    [Symbol.asyncDispose]: () => Deno.remove(dataDir, { recursive: true }),
  };
}

export function tokenOf(resource: string, name: string): Promise<string> {
  const scope = "entries:read entries:write entries:private tags:read tags:write";
  return getAccessToken(resource, { account: accountOf(name), scope });
}

/** All that was acknowledged is kept once and found once, and nothing else is there. */
export async function assertKept(
  resource: string,
  { token, writer }: { token: string; writer: SteadyWriter },
): Promise<void> {
  const ids = writer.acknowledged.toSorted();
  const kept = await idsBy(resource, { token, tool: "list_entries" });
  assert.deepEqual(kept.sort(), ids);
  const found = await idsBy(resource, { token, tool: "search_entries", args: { query: "sea" } });
  assert.deepEqual(found.sort(), ids);
}
