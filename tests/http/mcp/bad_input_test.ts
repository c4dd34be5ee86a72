import assert from "node:assert/strict";
import { callTool, type Era, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { journalSnapshot } from "../../support/journal/snapshot.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Arguments that are wrong, with what the answer must say. */
const WRONG_ARGUMENTS: [what: string, tool: string, args: unknown, says: RegExp][] = [
  ["an empty title", "create_entry", { title: "", content: "x" }, /title/i],
  ["a blank title", "create_entry", { title: "  \n", content: "x" }, /title/i],
  ["an over-long title", "create_entry", { title: "x".repeat(201), content: "x" }, /201.*200/],
  ["no title", "create_entry", { content: "x" }, /title/],
  ["an empty content", "create_entry", { title: "x", content: "" }, /content/i],
  [
    "content over the limit",
    "create_entry",
    { title: "x", content: "ä".repeat(131_073) },
    /262146.*262144/,
  ],
  ["a time of a day that there is not", "create_entry", {
    title: "x",
    content: "x",
    occurredAt: "2026-02-29T10:00Z",
  }, /occurredAt.*ISO 8601/],
  ["an unknown tag", "create_entry", {
    title: "x",
    content: "x",
    tags: ["nowhere"],
    createMissingTags: false,
  }, /nowhere/],
  ["an unknown tag id", "create_entry", {
    title: "x",
    content: "x",
    tags: ["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  }, /01ARZ3NDEKTSV4RRFFQ69G5FAV/],
  ["101 tags", "create_entry", {
    title: "x",
    content: "x",
    tags: Array.from({ length: 101 }, (_, i) => `tag ${i}`),
    createMissingTags: true,
  }, /101.*100/],
  ["an unknown argument", "create_entry", { title: "x", content: "x", colour: "red" }, /colour/],
  ["a wrong type", "create_entry", { title: 7, content: "x" }, /title/],
  ["arguments that are no object", "create_entry", ["x"], /./],
  ["an id that leads nowhere", "get_entry", { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, /no entry/],
  ["a 10,000-character id", "get_entry", { id: "x".repeat(10_000) }, /no entry/],
  ["a 10,000-character tag id", "delete_tag", { id: "x".repeat(10_000) }, /no tag/],
  ["an id with a key in it", "get_entry", { id: "../other/entry" }, /no entry/],
  ["a limit of 101", "list_entries", { limit: 101 }, /limit/],
  ["a limit of 0", "list_entries", { limit: 0 }, /limit/],
  ["a broken cursor", "list_entries", { cursor: "%%%" }, /cursor/i],
  ["a query and a like", "search_entries", { query: "x", like: "01" }, /not both/],
  ["an over-long query", "search_entries", { query: "x".repeat(1_001) }, /1001.*1000/],
  ["a cursor of a list", "search_entries", { query: "x", cursor: "MSwyMw" }, /cursor/i],
  ["a broken cursor of activity", "list_activity", { cursor: "x".repeat(5_000) }, /cursor/i],
  ["a limit of 101 records", "list_activity", { limit: 101 }, /limit/],
  ["revisions of nothing", "list_revisions", { id: "x".repeat(10_000) }, /no entry/],
  ["a broken cursor of revisions", "list_revisions", { id: "x", cursor: "1e3" }, /cursor/i],
  ["no revision", "restore_revision", { id: "x" }, /revisionId/],
  ["a revision of nothing", "restore_revision", { id: "x", revisionId: "y" }, /no entry/],
  ["a purge of nothing", "purge_entry", { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, /no entry/],
  ["a day that is none", "on_this_day", { date: "2026-02-29" }, /date.*2026-11-23/],
  ["no format", "export_journal", {}, /format/],
  ["a foreign cursor", "export_journal", { format: "json", cursor: "x".repeat(9_000) }, /cursor/i],
  ["a broken cursor", "export_journal", { format: "markdown", cursor: "%%%" }, /cursor/i],
  ["a zip of an unknown tag", "export_journal", { format: "zip", tag: "none" }, /no tag/],
  ["no format of a document", "import_entries", { document: "{}" }, /format is missing/],
  ["another format", "import_entries", { format: "csv", document: "" }, /format/],
  [
    "no JSON",
    "import_entries",
    { format: "dayone", document: "x" },
    /not a JSON export of Day One/,
  ],
  ["a deep document", "import_entries", {
    format: "epicme",
    document: "[".repeat(300_000) + "]".repeat(300_000),
  }, /not a JSON export of EpicMe/],
  ["an unknown time zone", "on_this_day", { timeZone: "Mars/Base" }, /Mars\/Base.*Europe\/Berlin/],
  ["an unknown time zone", "journal_stats", { timeZone: "x".repeat(10_000) }, /no time zone/],
  ["a time without a day", "journal_stats", { from: "10:00" }, /from.*ISO 8601/],
  ["an unknown time zone", "create_entry", {
    title: "x",
    content: "x",
    timeZone: "Mars/Base",
  }, /Mars\/Base.*Europe\/Berlin/],
  ["an unknown time zone", "list_entries", { timeZone: "Mars/Base" }, /no time zone/],
  ["a reversed range", "journal_stats", { from: "2026-02-01", to: "2026-01-01" }, /range/],
  ["an empty tag name", "create_tag", { name: " " }, /name/i],
  ["an over-long tag name", "create_tag", { name: "x".repeat(101) }, /101.*100/],
];

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, wrong arguments are an error a model can act on, and write nothing`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    const before = await journalSnapshot(server.store);
    for (const [what, tool, args, says] of WRONG_ARGUMENTS) {
      const { status, body } = await callTool(server.resource, { era, token, tool, args });
      assert(status < 500, `${what}: ${status}`);
      const text = body.result?.isError ? body.result.content[0].text : body.error?.message;
      assert(text, `${what} is accepted: ${JSON.stringify(body)}`);
      assert.match(text, says, what);
      assert(text.length < 1_000, `${what}: the error repeats the input`);
      assert.doesNotMatch(text, /journal"|\bat .*\.ts:|versionstamp/, what);
    }
    assert.deepEqual(await journalSnapshot(server.store), before);
    assert.deepEqual(server.log.errors, []);
  });

  Deno.test(`in ${era}, what is no MCP request is refused by the protocol`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    const before = await journalSnapshot(server.store);
    const post = (change: { body?: BodyInit; headers?: Record<string, string>; method?: string }) =>
      send(server.resource, { era, token, method: "tools/list", ...change });

    const unknownTool = await callTool(server.resource, { era, token, tool: "drop_tables" });
    assert.match(unknownTool.body.error.message, /drop_tables/);
    assert.equal(unknownTool.body.error.code, -32602);

    const malformed = await post({ body: '{"jsonrpc":"2.0",' });
    assert.deepEqual([malformed.status, malformed.body.error.code], [400, -32700]);
    const empty = await post({ body: "" });
    assert.deepEqual([empty.status, empty.body.error.code], [400, -32700]);
    const crowd = await post({ body: JSON.stringify(Array.from({ length: 101 }, () => ({}))) });
    assert.deepEqual([crowd.status, crowd.body.error.code], [400, -32600]);
    assert.equal((await post({ headers: { "content-type": "text/plain" } })).status, 415);
    assert.equal((await post({ body: "null" })).status, 400);

    const large = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "x".repeat(1024 * 1024) });
    const tooLarge = await post({ body: large });
    assert.equal(tooLarge.status, 413);
    assert.match(tooLarge.body.error.message, /1048576/);
    assert.equal(tooLarge.headers.get("access-control-allow-origin"), "*");
    const chunked = await post({ body: new Blob([large]).stream() });
    assert.equal(chunked.status, 413);

    const unknownMethod = await post({ method: "journal/steal" });
    assert.equal(unknownMethod.body.error.code, -32601);

    assert.deepEqual(await journalSnapshot(server.store), before);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("an error stays short, however much of the input is wrong", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const wrong: Record<string, unknown>[] = [
    { tags: new Array(400_000).fill(1) },
    { tags: new Array(200_000).fill("x") },
    Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`argument ${n}`, 1])),
  ];
  for (const args of wrong) {
    const { body } = await callTool(server.resource, {
      era: "2025-11-25",
      token,
      tool: "create_entry",
      args: { title: "x", content: "x", ...args },
    });
    assert(body.result.isError);
    assert(JSON.stringify(body).length < 3_000);
  }
});

Deno.test("a batch needs the scopes of all that is in it", async () => {
  await using server: TestServer = await startServer();
  const token = await person(server, "Kody").token("entries:read");
  const call = (id: number, name: string) => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name, arguments: { title: "x", content: "x" } },
  });
  const era: Era = "2025-11-25";
  const { status, headers } = await send(server.resource, {
    era,
    token,
    method: "",
    body: JSON.stringify([call(1, "list_entries"), call(2, "create_entry"), call(3, "create_tag")]),
  });
  assert.equal(status, 403);
  assert.match(
    headers.get("www-authenticate")!,
    /scope="entries:read entries:write tags:write"/,
  );
});
