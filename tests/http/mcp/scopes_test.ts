import assert from "node:assert/strict";
import { TOOLS } from "../../../lib/mcp/tools/mod.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("every tool refuses a token that lacks one of its scopes, and names them all", async () => {
  await using server = await startServer();
  const kody = person(server, "Kody");
  for (const scope of ["user:read", "entries:read", "entries:write", "tags:read", "tags:write"]) {
    const token = await kody.token(...EVERYTHING.filter((each) => each !== scope));
    for (const tool of TOOLS.filter(({ scopes }) => scopes.some((each) => each === scope))) {
      for (const era of ERA_NAMES) {
        const { status, headers } = await callTool(server.resource, {
          era,
          token,
          tool: tool.name,
        });
        assert.equal(status, 403, `${tool.name} in ${era}`);
        assert.equal(
          headers.get("www-authenticate"),
          `Bearer error="insufficient_scope", error_description="This needs the scopes ${
            tool.scopes.join(" ")
          }", scope="${
            tool.scopes.join(" ")
          }", resource_metadata="${server.url}/.well-known/oauth-protected-resource/mcp"`,
        );
      }
    }
  }
});

Deno.test("an argument can need a scope more than its tool does", async () => {
  await using server = await startServer();
  const kody = person(server, "Kody");
  const token = await kody.token("entries:read", "entries:write");
  const refusals: [string, Record<string, unknown>, string][] = [
    ["create_entry", { createMissingTags: true }, "entries:write tags:write"],
    ["update_entry", { createMissingTags: true }, "entries:write tags:write"],
    ["list_entries", { private: true }, "entries:read entries:private"],
    ["search_entries", { query: "x", private: true }, "entries:read entries:private"],
  ];
  for (const [tool, args, scopes] of refusals) {
    const { status, headers } = await callTool(server.resource, {
      era: "2026-07-28",
      token,
      tool,
      args,
    });
    assert.equal(status, 403, tool);
    assert(headers.get("www-authenticate")?.includes(` scope="${scopes}"`), tool);
  }
});

Deno.test("listing, discovering and greeting need a token and no scope", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  const modern = await send(server.resource, {
    era: "2026-07-28",
    token,
    method: "server/discover",
  });
  assert.equal(modern.status, 200);
  for (const era of ERA_NAMES) {
    const { status, body } = await send(server.resource, { era, token, method: "tools/list" });
    assert.equal(status, 200);
    assert.equal(body.result.tools.length, TOOLS.length);
  }
});

Deno.test("with TOOL_VISIBILITY=granted, tools outside the token's scopes are not listed", async () => {
  await using server = await startServer({ environment: { TOOL_VISIBILITY: "granted" } });
  const token = await person(server, "Kody").token("tags:read");
  const { body } = await send(server.resource, { era: "2026-07-28", token, method: "tools/list" });
  assert.deepEqual(
    body.result.tools.map(({ name }: { name: string }) => name).sort(),
    ["get_tag", "list_tags"],
  );
  const called = await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
  assert.equal(called.status, 403);
});

Deno.test("with TOOL_VISIBILITY=granted, prompts outside the token's scopes are not listed", async () => {
  await using server = await startServer({ environment: { TOOL_VISIBILITY: "granted" } });
  const token = await person(server, "Kody").token("entries:read");
  const { body } = await send(server.resource, {
    era: "2026-07-28",
    token,
    method: "prompts/list",
  });
  assert.deepEqual(
    body.result.prompts.map(({ name }: { name: string }) => name).sort(),
    ["weekly_review"],
  );
});

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a write-only token adds to the journal and reads nothing back`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using writer = await connect(
      server.resource,
      await kody.token("entries:write", "tags:write"),
      () => "accept",
    );
    await using reader = await connect(server.resource, await kody.token("entries:read"));
    const revisionOf = async (id: string) =>
      (await reader.call("list_revisions", { id })).structured.revisions[0].id;
    const created = await writer.call("create_entry", {
      title: "Plain title",
      content: "Hidden content",
      tags: ["Plain tag"],
      createMissingTags: true,
    });
    const { id } = created.structured.entry;
    assert.deepEqual(created.structured, {
      entry: { id, title: "Plain title", version: 1 },
      newTags: ["Plain tag"],
    });
    const answers = [
      created,
      await writer.call("update_entry", { id, mood: "Hidden mood" }),
      await writer.call("delete_entry", { id }),
      await writer.call("restore_entry", { id }),
      await writer.call("add_tag_to_entry", { id, tag: "Plain tag" }),
      await writer.call("remove_tag_from_entry", { id, tag: "Plain tag" }),
      await writer.call("restore_revision", { id, revisionId: await revisionOf(id) }),
    ];
    if (era === "2026-07-28") answers.push(await writer.call("purge_entry", { id }));
    for (const { isError, text, structured } of answers) {
      assert(!isError, text);
      assert.deepEqual(Object.keys(structured.entry).sort(), ["id", "title", "version"]);
      assert.doesNotMatch(text, /Hidden/);
    }
    const { tag } = (await writer.call("create_tag", { name: "Tag", description: "Hidden" }))
      .structured;
    assert.deepEqual(Object.keys(tag).sort(), ["id", "name"]);
  });

  Deno.test(`in ${era}, a private entry exists only for tokens with entries:private`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const everyday = ["entries:read", "entries:write", "tags:read", "tags:write"];
    await using all = await connect(server.resource, await kody.token(...EVERYTHING));
    await using some = await connect(server.resource, await kody.token(...everyday));
    const { entry } = (await all.call("create_entry", {
      title: "Diary",
      content: "Dear diary",
      isPrivate: true,
      tags: ["Love"],
      createMissingTags: true,
    })).structured;

    assert.equal((await all.call("get_entry", { id: entry.id })).structured.entry.title, "Diary");
    assert.equal((await all.call("list_entries")).structured.entries.length, 1);
    assert.equal((await all.call("list_tags")).structured.tags[0].entryCount, 1);

    assert.equal((await some.call("list_entries")).structured.entries.length, 0);
    assert.equal((await some.call("list_entries", { tag: "Love" })).errorCode, "not_found");
    const search = { query: "dear" };
    assert.equal((await all.call("search_entries", search)).structured.entries.length, 1);
    assert.equal((await some.call("search_entries", search)).structured.entries.length, 0);
    assert.deepEqual((await some.call("list_tags")).structured.tags, []);
    const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for (
      const tool of [
        ...["get_entry", "update_entry", "delete_entry", "restore_entry"],
        ...["purge_entry", "list_revisions", "restore_revision"],
      ]
    ) {
      const rest = tool === "restore_revision" ? { revisionId: unknown } : {};
      const hidden = await some.call(tool, { id: entry.id, ...rest });
      const absent = await some.call(tool, { id: unknown, ...rest });
      assert(hidden.isError);
      assert.equal(hidden.text.replaceAll(entry.id, unknown), absent.text);
    }

    for (const format of ["json", "markdown"]) {
      const whole = (await all.call("export_journal", { format })).structured.document;
      assert.match(whole, /Dear diary/);
      const part = (await some.call("export_journal", { format })).structured.document;
      assert(!/diary/i.test(part) && !part.includes(entry.id), format);
    }
    // Nor does an import tell it, or write over it.
    const { document } = (await all.call("export_journal", { format: "json" })).structured;
    for (const dryRun of [true, false]) {
      const overwriting = document.replace("Dear diary", "Overwritten");
      const report = (text: string) =>
        some.call("import_entries", { format: "epicme", document: text, dryRun });
      const hidden = await report(overwriting);
      const absent = await report(overwriting.replaceAll(entry.id, unknown));
      assert.equal(hidden.structured.created, 1);
      assert.deepEqual(hidden, absent);
    }
    const kept = (await all.call("get_entry", { id: entry.id })).structured.entry;
    assert.equal(kept.content, "Dear diary");
    await all.call("purge_entry", { id: unknown });
    await all.call("delete_entry", { id: unknown });

    // Nor does an idempotency key tell what became of an entry.
    const draft = { title: "Mine", content: "Mine", idempotencyKey: "2026-11-23" };
    const { id } = (await some.call("create_entry", draft)).structured.entry;
    await all.call("update_entry", { id, title: "Told my lawyer", isPrivate: true });
    const retried = await some.call("create_entry", draft);
    assert.equal(retried.structured.entry.id, id);
    assert.doesNotMatch(JSON.stringify(retried), /lawyer/);
    await all.call("delete_entry", { id });
    const other = await all.call("create_entry", { ...draft, title: "Another client's" });
    assert.notEqual(other.structured.entry.id, id);
    await all.call("delete_entry", { id: other.structured.entry.id });

    // An assistant may put something into the drawer that it cannot open.
    const drawn = await some.call("create_entry", {
      title: "For later",
      content: "Put away",
      isPrivate: true,
    });
    assert.deepEqual(Object.keys(drawn.structured.entry).sort(), ["id", "title", "version"]);
    assert.equal((await all.call("list_entries")).structured.entries.length, 2);
  });
}
