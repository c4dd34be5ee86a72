import assert from "node:assert/strict";
import { PROMPTS, TOOLS } from "../../lib/mcp/mod.ts";
import { freePort } from "../support/programs/free_port.ts";
import { type Inspector, inspectorTest, openInspector } from "../support/programs/inspector.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import type { Program } from "../support/programs/program.ts";
import { startServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";

const RAIN = { title: "Rain", content: "All day." };

for (const era of ["legacy", "modern"]) {
  inspectorTest(
    `MCP Inspector (${era}) lists portable tools and keeps a journal with a token`,
    async () => {
      await using server = await startServer();
      await using inspector = await openInspector();
      const token = await person(server, "Kody").token(...EVERYTHING);
      const options = ["--protocol-era", era, "--header", `Authorization: Bearer ${token}`];
      const run = (...args: string[]) => cli(inspector, server.resource, [...options, ...args]);

      // --strict fails when other clients' models would refuse a schema.
      const { tools } = await result(run("--method", "tools/list", "--strict"));
      assert.deepEqual(
        tools.map(({ name }: { name: string }) => name).sort(),
        TOOLS.map(({ name }) => name).sort(),
      );
      const entry = JSON.stringify(RAIN);
      const created = await result(run(...call("create_entry"), "--tool-args-json", entry));
      const listed = await result(run(...call("list_entries")));
      assert.equal(
        listed.structuredContent.entries[0].id,
        created.structuredContent.entry.id,
      );
    },
  );
}

for (const era of ["legacy", "modern"]) {
  inspectorTest(`MCP Inspector (${era}) lists and reads resources, and gets prompts`, async () => {
    await using server = await startServer();
    await using inspector = await openInspector();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await ERAS["2026-07-28"](server.resource, token);
    const { structured: { entry } } = await client.call("create_entry", RAIN);
    const uri = `epicme://entries/${entry.id}`;
    const start = (...args: string[]) =>
      cli(inspector, server.resource, [
        ...["--protocol-era", era, "--header", `Authorization: Bearer ${token}`, "--method"],
        ...args,
      ]);
    const run = (...args: string[]) => result(start(...args));

    // Together they take half the time that they take one after the other.
    const [list, templates, read, prompts, prompt, app] = await Promise.all([
      run("resources/list"),
      run("resources/templates/list"),
      run("resources/read", "--uri", uri),
      run("prompts/list"),
      run("prompts/get", "--prompt-name", "suggest_tags", "--prompt-args", `entryId=${entry.id}`),
      answer(start("tools/call", "--tool-name", "journal_stats", "--app-info")),
    ]);
    const listed = list.resources.find((each: { uri: string }) => each.uri === uri);
    assert.equal(listed.name, RAIN.title);
    assert(templates.resourceTemplates.length > 0);
    assert.equal(JSON.parse(read.contents[0].text).entry.content, RAIN.content);
    assert.deepEqual(
      prompts.prompts.map(({ name }: { name: string }) => name),
      PROMPTS.map(({ name }) => name),
    );
    assert.equal(prompt.messages[0].content.resource.uri, uri);
    assert.equal(app.appInfo.resourceUri, "ui://epicme/timeline");
  });
}

inspectorTest("MCP Inspector signs its person in, and remembers that", async () => {
  await using server = await startServer();
  await using inspector = await openInspector();
  const callback = `http://127.0.0.1:${freePort()}/oauth/callback`;
  await using first = cli(inspector, server.resource, [
    ...["--callback-url", callback],
    ...call("whoami"),
  ]);
  const [, address] = await first.says(/Please navigate to: (\S+)/);
  const redirect = await visitor("Kody").answer(new URL(address));
  await (await fetch(redirect)).text();
  assert.equal((await result(first)).structuredContent.user.name, "Kody");

  const second = cli(inspector, server.resource, ["--stored-auth-only", ...call("list_entries")]);
  assert.deepEqual((await result(second)).structuredContent.entries, []);
});

function cli(inspector: Inspector, resource: string, args: string[]): Program {
  const target = ["--transport", "http", "--server-url", resource, "--format", "json"];
  return inspector.run("--cli", ...target, ...args);
}

function call(tool: string): string[] {
  return ["--method", "tools/call", "--tool-name", tool];
}

// deno-lint-ignore no-explicit-any
async function result(program: Program): Promise<any> {
  return (await answer(program)).result;
}

/** The line that it prints about the app of a tool has no result around it. */
// deno-lint-ignore no-explicit-any
async function answer(program: Program): Promise<any> {
  const { success } = await program.ended;
  assert(success, program.output);
  return JSON.parse(program.output.split("\n").find((line) => line.startsWith("{"))!);
}
