import assert from "node:assert/strict";
import { TOOLS } from "../../lib/mcp/tools/mod.ts";
import { type Bridge, mcpRemoteTest, openMcpRemote } from "../support/programs/mcp_remote.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { startServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";

mcpRemoteTest("mcp-remote signs its person in, remembers that, and keeps a journal", async () => {
  await using server = await startServer();
  await using remote = await openMcpRemote();
  let id: string;
  {
    await using bridge = remote.start(server.resource);
    const connected = bridge.connect();
    const redirect = await visitor("Kody").answer(await bridge.authorizationUrl);
    await (await fetch(redirect)).text();
    await connected;
    assert.deepEqual(await toolNames(bridge), TOOLS.map(({ name }) => name).sort());
    const created = await callEntryTool(bridge, "create_entry", {
      title: "Rain",
      content: "All day.",
    });
    id = created.entry.id;
  }
  await using bridge = remote.start(server.resource);
  await bridge.connect();
  assert.doesNotMatch(bridge.said, /Please authorize/);
  assert.equal((await callEntryTool(bridge, "get_entry", { id })).entry.content, "All day.");
  assert.deepEqual(server.log.errors, []);
});

for (const protocol of ["legacy", "auto"]) {
  mcpRemoteTest(`mcp-remote (${protocol}) keeps a journal with a token in a header`, async () => {
    await using server = await startServer();
    await using remote = await openMcpRemote();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using bridge = remote.start(server.resource, [
      ...["--protocol", protocol, "--header", `Authorization: Bearer ${token}`],
    ]);
    await bridge.connect();
    assert.deepEqual(await toolNames(bridge), TOOLS.map(({ name }) => name).sort());
    const { entry } = await callEntryTool(bridge, "create_entry", {
      title: "Rain",
      content: "All day.",
    });
    assert.equal((await callEntryTool(bridge, "get_entry", { id: entry.id })).entry.title, "Rain");

    const purged = await bridge.client.callTool({
      name: "purge_entry",
      arguments: { id: entry.id },
    });
    // Only what speaks 2026-07-28 to us can ask; towards its client the bridge asks as in 2025.
    assert.equal(purged.isError === true, protocol === "legacy");
    assert.equal(bridge.questions.length, protocol === "legacy" ? 0 : 1);
  });
}

async function toolNames({ client }: Bridge): Promise<string[]> {
  const { tools }: { tools: { name: string }[] } = await client.listTools();
  return tools.map(({ name }) => name).sort();
}

async function callEntryTool({ client }: Bridge, name: string, args: Record<string, unknown>) {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: args });
  assert(!isError, JSON.stringify(content));
  return structuredContent as { entry: { id: string; title: string; content: string } };
}
