import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, every call leaves a record of what was done to which entry, and no text`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using client = await connect(server.resource, await kody.token(...EVERYTHING));
    const token = await kody.token("user:read");
    await using other = await connect(server.resource, token);
    const draft = { title: "Telltale", content: "Telltale", mood: "Telltale" };
    const { entry: { id } } = (await client.call("create_entry", draft)).structured;
    await client.call("get_entry", { id });
    await client.call("get_entry", { id: "Telltale" });
    await client.call("update_entry", { id, title: "Telltale too", ifVersion: 7 });
    await client.call("update_entry", { id, title: "Telltale", colour: "Telltale" });
    await client.call("create_tag", { name: "Telltale" });
    const args = { id };
    const refused = await callTool(server.resource, {
      era: era as "2026-07-28",
      ...{ token, tool: "delete_entry", args },
    });
    assert.equal(refused.status, 403);

    const { activity } = (await client.call("list_activity")).structured;
    assert.deepEqual(
      activity.map((record: Record<string, string>) => [
        record.tool,
        record.outcome,
        record.entryId,
      ]),
      [
        ["delete_entry", "forbidden", id],
        ["create_tag", "ok", undefined],
        ["update_entry", "invalid", id],
        ["update_entry", "conflict", id],
        ["get_entry", "not_found", undefined],
        ["get_entry", "ok", id],
        ["create_entry", "ok", id],
      ],
    );
    const [{ client: theirs }, ...rest] = activity;
    const [ours, ...more] = new Set(rest.map((record: { client: string }) => record.client));
    assert.deepEqual(more, []);
    assert.notEqual(ours, theirs);
    assert(activity.every(({ at }: { at: string }) => /^\d{4}-.*Z$/.test(at)));

    const page = (await other.call("list_activity", { limit: 2 })).structured;
    assert.deepEqual(
      page.activity.map(({ tool }: { tool: string }) => tool),
      ["list_activity", "delete_entry"],
    );
    const next = await other.call("list_activity", { limit: 2, cursor: page.nextCursor });
    assert.equal(next.structured.activity[0].tool, "create_tag");

    const rows = await Array.fromAsync(server.store.read.list({ prefix: ["activity"] }));
    assert.doesNotMatch(Deno.inspect(rows, { depth: 9, iterableLimit: Infinity }), /Telltale/);
  });
}

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, prompts and resources leave records as tools do, and no text`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const token = await kody.token(...EVERYTHING);
    const narrow = await kody.token("user:read");
    const { body } = await callTool(server.resource, {
      ...{ era, token, tool: "create_entry" },
      args: { title: "Telltale", content: "Telltale" },
    });
    const { id } = body.result.structuredContent.entry;
    const entry = (id: string) => ({ uri: `epicme://entries/${id}` });
    const ask = (method: string, params: Record<string, unknown>, by = token) =>
      send(server.resource, {
        ...{ era, token: by, method, params },
        ...era === "2026-07-28" && params.uri ? { headers: { "mcp-name": `${params.uri}` } } : {},
      });
    await ask("resources/list", {});
    await ask("resources/list", { cursor: "Telltale" });
    await ask("resources/read", entry(id));
    // Records are written together: one that is too large would take all others with it. In a header
    // of 2026 there is no room for that.
    const long = "x".repeat(era === "2026-07-28" ? 700 : 70_000);
    for (const text of ["Telltale", long]) await ask("resources/read", entry(text));
    assert.equal((await ask("resources/read", entry(id), narrow)).status, 403);
    assert.equal((await ask("prompts/get", { name: "weekly_review" }, narrow)).status, 403);
    await ask("prompts/get", { name: "weekly_review" });

    const answer = await callTool(server.resource, { era, token, tool: "list_activity" });
    assert.deepEqual(
      answer.body.result.structuredContent.activity.map((record: Record<string, string>) => [
        record.tool,
        record.outcome,
        record.entryId,
      ]),
      [
        ["weekly_review", "ok", undefined],
        ["weekly_review", "forbidden", undefined],
        ["resources/read", "forbidden", id],
        ["resources/read", "not_found", undefined],
        ["resources/read", "not_found", undefined],
        ["resources/read", "ok", id],
        ["resources/list", "invalid", undefined],
        ["resources/list", "ok", undefined],
        ["create_entry", "ok", id],
      ],
    );
    const rows = await Array.fromAsync(server.store.read.list({ prefix: ["activity"] }));
    assert.doesNotMatch(Deno.inspect(rows, { depth: 9, iterableLimit: Infinity }), /Telltale/);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("activity tells of a private entry only to a token that may see private entries", async () => {
  await using server = await startServer();
  const kody = person(server, "Kody");
  const connect = ERAS["2026-07-28"];
  await using all = await connect(
    server.resource,
    await kody.token(...EVERYTHING),
    () => "accept",
  );
  await using some = await connect(server.resource, await kody.token("user:read"));
  const ids = async (client: typeof all) =>
    (await client.call("list_activity", { limit: 100 })).structured.activity
      .filter(({ tool }: { tool: string }) => tool !== "list_activity")
      .map(({ entryId }: { entryId?: string }) => entryId);

  const draft = { title: "x", content: "x" };
  const { entry: open } = (await all.call("create_entry", draft)).structured;
  const { entry: hidden } =
    (await all.call("create_entry", { ...draft, isPrivate: true })).structured;
  assert.deepEqual(await ids(some), [open.id]);
  assert.deepEqual(await ids(all), [hidden.id, open.id]);
  // From then on it has always been unknown.
  await all.call("update_entry", { id: open.id, isPrivate: true });
  assert.deepEqual(await ids(some), []);
  await all.call("purge_entry", { id: open.id });
  await all.call("purge_entry", { id: hidden.id });
  assert.deepEqual(await ids(some), []);
  assert.equal((await ids(all)).length, 7);
});

Deno.test("pages of activity are full without what belongs to private entries, and so are cursors", async () => {
  await using server = await startServer();
  const kody = person(server, "Kody");
  const connect = ERAS["2026-07-28"];
  await using all = await connect(server.resource, await kody.token(...EVERYTHING));
  await using some = await connect(server.resource, await kody.token("user:read"));
  const draft = { title: "x", content: "x" };
  const open: string[] = [];
  for (let n = 0; n < 3; n++) {
    open.unshift((await all.call("create_entry", draft)).structured.entry.id);
    for (let k = 0; k < 4; k++) await all.call("create_entry", { ...draft, isPrivate: true });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = (await some.call("list_activity", { limit: 1, cursor })).structured;
    assert.equal(page.activity.length, 1);
    seen.push(...page.activity.flatMap(({ entryId }: { entryId?: string }) => entryId ?? []));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(seen, open);
});

Deno.test("a flood of refused calls is recorded no more often than the rate limit allows", async () => {
  let time = Date.now();
  await using server = await startServer({
    environment: { RATE_LIMIT_PER_MINUTE: "5" },
    now: () => time,
  });
  const kody = person(server, "Kody");
  const token = await kody.token("user:read");
  for (let n = 0; n < 8; n++) {
    const call = { era: "2026-07-28" as const, token, tool: "get_entry" };
    assert.equal((await callTool(server.resource, call)).status, 403);
  }
  time += 61_000;
  const call = { era: "2026-07-28" as const, token, tool: "list_activity" };
  const { body } = await callTool(server.resource, call);
  assert.equal(body.result.structuredContent.activity.length, 5);
});
