import assert from "node:assert/strict";
import {
  documentWith,
  entryRecord,
  revisionRecord,
} from "../../unit/journal/portability/helpers.ts";
import { CLIENTS, ERAS, type Reply } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { journalSnapshot } from "../../support/journal/snapshot.ts";
import { type RawAnswer, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const DAY_ONE = JSON.stringify({
  metadata: { version: "1.0" },
  entries: [
    {
      uuid: "A",
      creationDate: "2024-05-03T06:30:00Z",
      text: "# Niesen\n\nTelltale",
      tags: ["Hut"],
    },
    { uuid: "B", creationDate: "2024-05-04T06:30:00Z" },
  ],
});

function manyEntries(count: number): string {
  return documentWith(Array.from({ length: count }, (_, n) => entryRecord(n)));
}

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, an import is rehearsed, done once, and found by search`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const before = await journalSnapshot(server.store);
    const call = (args: object = {}) =>
      client.call("import_entries", { format: "dayone", document: DAY_ONE, ...args });
    const rehearsal = await call({ dryRun: true });
    assert.match(
      rehearsal.text,
      /^The import would create 1 entry, update 0 and skip 0\.\nNot importable: 1 record\.\n- record 1: It has no text/,
    );
    assert.deepEqual(await journalSnapshot(server.store), before);
    const report = await call();
    assert.deepEqual(report.structured, rehearsal.structured);
    assert.equal(report.structured.created, 1);
    assert.match(report.text, /^The import created 1 entry, updated 0 and skipped 0\.\n/);
    const again = await call();
    assert.deepEqual([again.structured.created, again.structured.skipped], [0, 1]);
    const search = { query: "telltale", tag: "hut" };
    const { entries: [found] } = (await client.call("search_entries", search)).structured;
    assert.equal(found.title, "Niesen");
    assert.equal(found.occurredAt, "2024-05-03T06:30:00.000Z");

    const { activity } = (await client.call("list_activity")).structured;
    assert.deepEqual(
      activity.slice(1).map(({ tool, outcome }: Record<string, string>) => [tool, outcome]),
      [["import_entries", "ok"], ["import_entries", "ok"], ["import_entries", "ok"]],
    );
    const rows = await Array.fromAsync(server.store.read.list({ prefix: ["activity"] }));
    assert.doesNotMatch(Deno.inspect([rows, server.log], { depth: 9 }), /Telltale|Niesen|Hut/);
  });

  Deno.test(`in ${era}, list_revisions tells what is only said by a document`, async () => {
    await using server = await startServer();
    await using client = await connect(
      server.resource,
      await person(server, "Kody").token(...EVERYTHING),
    );
    const entry = entryRecord(1, { version: 2 });
    const document = documentWith([entry, revisionRecord(1, 1, { client: "a trusted app" })]);
    await client.call("import_entries", { format: "epicme", document });
    await client.call("update_entry", { id: entry.id, content: "Rewritten" });
    await client.call("update_entry", { id: entry.id, content: "Rewritten again" });
    const { structured, text } = await client.call("list_revisions", { id: entry.id });
    assert.deepEqual(
      structured.revisions.map(({ isImported }: { isImported?: true }) => isImported),
      [undefined, true, true],
    );
    assert.match(text, /version 1 · by client a trusted app · from an imported document/);
    assert.equal(text.match(/from an imported document/g)?.length, 2);
  });

  Deno.test(`in ${era}, an import with entries:write reads nothing back`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using all = await connect(server.resource, await kody.token(...EVERYTHING));
    await using writer = await connect(
      server.resource,
      await kody.token("entries:write", "tags:write"),
    );
    await all.call("import_entries", { format: "epicme", document: manyEntries(3) });
    const document = documentWith([entryRecord(1, { content: "Mine" }), { type: "entry" }]);
    const { structured, text } = await writer.call("import_entries", {
      format: "epicme",
      document,
    });
    assert.deepEqual([structured.updated, structured.failed], [1, 1]);
    assert.doesNotMatch(JSON.stringify([structured, text]), /Text 1|Entry 1/);
  });
}

Deno.test("more than 100 entries are imported once the person agrees, and not before", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const replies: ReturnType<Reply>[] = ["decline", "accept"];
  const questions: string[] = [];
  await using client = await ERAS["2026-07-28"](server.resource, token, (question) => {
    questions.push(question);
    return replies.shift()!;
  });
  const call = (document: string, dryRun = false) =>
    client.call("import_entries", { format: "epicme", document, dryRun });
  const document = manyEntries(101);
  assert.equal((await call(document, true)).structured.created, 101);
  assert.deepEqual(questions, [], "A rehearsal asks nobody");
  assert.match((await call(document)).text, /did not agree, so nothing was done/);
  assert.deepEqual((await client.call("list_entries")).structured.entries, []);
  assert.equal((await call(manyEntries(100))).structured.created, 100);
  assert.equal((await call(document)).structured.created, 1, "One is new, so nobody is asked");
  const edited = document.replaceAll("Text", "New text");
  assert.equal((await call(edited)).structured.updated, 101);
  assert.equal((await call(edited)).structured.skipped, 101);
  assert.deepEqual(questions, [
    "Import 101 new entries into your journal and update 0?",
    "Import 0 new entries into your journal and update 101?",
  ]);
});

Deno.test("a client that cannot ask is told to import in parts", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const accept: Reply = () => assert.fail("Nobody can be asked");
  for (const name of ["SDK 1.x", "SDK 2.x legacy"]) {
    await using client = await CLIENTS[name](server.resource, token, accept);
    const { isError, text } = await client.call("import_entries", {
      format: "epicme",
      document: manyEntries(101),
    });
    assert(isError);
    assert.match(
      text,
      /cannot ask them\. .* at http\S+\/account\/import\. Otherwise import in parts of 100 /,
    );
    assert.deepEqual((await client.call("list_entries")).structured.entries, []);
  }
});

Deno.test("a yes is good for exactly one document", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const document = manyEntries(101);
  const call = (args: object, state?: string) => importRaw(server.resource, { token, args, state });
  const asked = (await call({ format: "epicme", document })).body.result;
  assert.equal(asked.resultType, "input_required");
  assert(!JSON.stringify(asked).includes("Text 1"), "The question holds no text");
  const other = document.replace("Text 7", "Text seven");
  const again = await call({ format: "epicme", document: other }, asked.requestState);
  assert.equal(again.body.result.resultType, "input_required");
  const zoned = { format: "epicme", document, timeZone: "Asia/Tokyo" };
  assert.equal((await call(zoned, asked.requestState)).body.result.resultType, "input_required");
  const done = await call({ format: "epicme", document }, asked.requestState);
  assert.equal(done.body.result.structuredContent.created, 101);
});

function importRaw(
  resource: string,
  { token, args, state }: { token: string; args: object; state?: string },
): Promise<RawAnswer> {
  return send(resource, {
    era: "2026-07-28",
    token,
    capabilities: { elicitation: {} },
    method: "tools/call",
    params: {
      name: "import_entries",
      arguments: args,
      ...state !== undefined && {
        requestState: state,
        inputResponses: { agreement: { action: "accept", content: {} } },
      },
    },
  });
}
