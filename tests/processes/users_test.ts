import { accountOf } from "../support/people/person.ts";
import assert from "node:assert/strict";
import { getAccessToken } from "../../scripts/access_token.ts";
import { startFaultServer, trusting } from "../support/servers/fault_server.ts";
import { freePort } from "../support/programs/free_port.ts";
import { callTool } from "../support/clients/rpc.ts";
import { type ServerProcess, startProcess } from "../support/programs/server_process.ts";

async function titles({ resource }: ServerProcess, token: string): Promise<string[]> {
  const call = { era: "2026-07-28" as const, token, tool: "list_entries" };
  const { status, body } = await callTool(resource, call);
  assert.equal(status, 200);
  const { entries } = body.result.structuredContent;
  return entries.map(({ title }: { title: string }) => title);
}

async function write({ resource }: ServerProcess, token: string, title: string): Promise<void> {
  const args = { title, content: "x" };
  await callTool(resource, { era: "2026-07-28", token, tool: "create_entry", args });
}

async function withDataDir(run: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  try {
    await run(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("a new PUBLIC_URL loses no embedded user's journal", async () => {
  await withDataDir(async (dataDir) => {
    const port = freePort();
    const account = accountOf("Kody");
    const scope = "entries:read entries:write";
    for (const [host, before] of Object.entries({ localhost: [], "127.0.0.1": ["localhost"] })) {
      const environment = { PUBLIC_URL: `http://${host}:${port}` };
      await using server = await startProcess({ port, dataDir, environment });
      const token = await getAccessToken(server.resource, { account, scope });
      assert.deepEqual(await titles(server, token), before);
      await write(server, token, host);
    }
  });
});

Deno.test("the same subject at two issuers is two people", async () => {
  await withDataDir(async (dataDir) => {
    await using first = startFaultServer();
    await using second = startFaultServer();
    const seen: string[][] = [];
    for (const issuer of [first, second, first]) {
      issuer.claims = { aud: "urn:epicme", scope: "entries:read entries:write" };
      const environment = trusting(issuer);
      await using server = await startProcess({ dataDir, environment });
      seen.push(await titles(server, "kody"));
      await write(server, "kody", issuer === first ? "first" : "second");
    }
    assert.deepEqual(seen, [[], [], ["first"]]);
  });
});
