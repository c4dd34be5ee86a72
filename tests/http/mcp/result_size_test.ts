import assert from "node:assert/strict";
import { type Journal, openJournal } from "../../../lib/journal/mod.ts";
import { TOOLS } from "../../../lib/mcp/mod.ts";
import type { Json } from "../../support/clients/json.ts";
import { callTool, send } from "../../support/clients/rpc.ts";
import { CONTENT, ESCAPED, fillToLimits, wide } from "../../support/journal/largest_journal.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** What no answer may exceed, with its text, its structured content and all. */
const MAX_BYTES = 60_000;

type Call = (tool: string, args?: Json) => Promise<Json>;

const ENVIRONMENT = { RATE_LIMIT_PER_MINUTE: "1000000" };

Deno.test("no result of any tool has more than 60 KB, and cursors lead to all the rest", async (t) => {
  await using server = await startServer({ environment: ENVIRONMENT });
  const token = await person(server, "Ada").token(...EVERYTHING);
  const filled = await fillToLimits(await journalOf(server, token));
  for (const era of ["2025-11-25", "2026-07-28"] as const) {
    const called = new Set<string>();
    const call = async (tool: string, args: Json = {}): Promise<Json> => {
      called.add(tool);
      const { body } = await callTool(server.resource, { era, token, tool, args });
      assertFits(body, `${tool} ${JSON.stringify(args).slice(0, 100)}`);
      assert(body.result, JSON.stringify(body));
      const { isError, content, structuredContent } = body.result;
      assert(!isError || tool.startsWith("purge") || tool.startsWith("delete_my"), content[0].text);
      return structuredContent;
    };
    /** All items of all pages of a list. */
    const all = async (tool: string, args: Json, items: (page: Json) => Json[]) => {
      const found: Json[] = [];
      let cursor: string | undefined;
      do {
        const page = await call(tool, { ...args, ...cursor && { cursor } });
        found.push(...items(page));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    };
    const ids = (found: { id: string }[]) => new Set(found.map(({ id }) => id)).size;

    await t.step(`in ${era}, lists`, async () => {
      const entries = await all("list_entries", { limit: 100 }, ({ entries }) => entries);
      assert.deepEqual([ids(entries), entries.length], Array(2).fill(filled.entryCount));
      const query = { query: "needle", limit: 100 };
      const found = await all("search_entries", query, ({ entries }) => entries);
      assert.deepEqual([ids(found), found.length], Array(2).fill(filled.years + 1));
      const tags = await all("list_tags", {}, ({ tags }) => tags);
      assert.deepEqual([ids(tags), tags.length], Array(2).fill(filled.tagIds.length));
      const ofEntry = { id: filled.id };
      const revisions = await all("list_revisions", ofEntry, ({ revisions }) => revisions);
      assert.deepEqual([ids(revisions), revisions.length], [110, 110]);
      const day = { date: "2026-11-23" };
      const past = await all(
        "on_this_day",
        day,
        ({ years }) => years.flatMap(({ entries }: Json) => entries),
      );
      assert(past.length >= filled.years && ids(past) === past.length);
      await all("list_activity", { limit: 100 }, ({ activity }) => activity);
    });

    await t.step(`in ${era}, files`, async () => {
      const { key, url } = await call("request_upload", { name: "€".repeat(150) });
      await (await fetch(url, { method: "PUT", body: era })).body?.cancel();
      const full = { title: "T", content: "€".repeat(2_000), occurredAt: "1990-01-01" };
      const { entry: { id } } = await call("create_entry", { ...full, attachments: [key] });
      const { body } = await callTool(server.resource, {
        era,
        token,
        tool: "get_entry",
        args: { id },
      });
      await call("get_attachment", { id: body.result.content.at(-1).uri.split("/").at(-1) });
      await call("purge_entry", { id });
      await call("delete_entry", { id });
    });

    await t.step(`in ${era}, statistics`, async () => {
      const stats = await call("journal_stats", { byDay: true });
      assert.equal(stats.entryCount, filled.entryCount);
      assert(stats.shortened.includes("days"), String(stats.shortened));
      assert.equal(stats.days.at(-1).date.slice(0, 4), String(new Date().getUTCFullYear()));
      const week = await call("journal_stats", {
        byDay: true,
        from: "2018-05-01",
        to: "2018-05-05",
      });
      assert.equal(week.days.reduce((sum: number, day: Json) => sum + day.entryCount, 0), 5);
    });

    await t.step(`in ${era}, entries`, async () => {
      for (const [id, content] of [[filled.id, CONTENT], [filled.escaped, ESCAPED]]) {
        const { entry } = await call("get_entry", { id });
        assert.equal(entry.tags.length + entry.moreTags, 100);
        assert.equal(await wholeContent(call, id), content);
      }
      const draft = { title: wide(200), content: CONTENT, tags: filled.tagIds.slice(0, 100) };
      const { entry } = await call("create_entry", draft);
      const { id } = entry;
      const total = [...CONTENT].length;
      assert.deepEqual([entry.content, entry.contentCharacters], [undefined, total]);
      const updated = await call("update_entry", { id, content: `${CONTENT}!` });
      assert.deepEqual([updated.entry.content, updated.entry.contentCharacters], [
        undefined,
        total + 1,
      ]);
      const { revisions: [{ id: revisionId }] } = await call("list_revisions", { id, limit: 1 });
      assert.equal(
        (await call("restore_revision", { id, revisionId })).entry.contentCharacters,
        total,
      );
      await call("remove_tag_from_entry", { id, tag: filled.tagIds[0] });
      await call("add_tag_to_entry", { id, tag: filled.tagIds[0] });
      await call("purge_entry", { id });
      await call("delete_entry", { id });
      await call("restore_entry", { id });
      await call("delete_entry", { id });
    });

    await t.step(`in ${era}, tags`, async () => {
      const [id] = filled.tagIds.splice(-1);
      await call("get_tag", { id });
      await call("update_tag", { id, name: wide(100, `${era} `) });
      await call("delete_tag", { id });
      const made = await call("create_tag", { name: wide(100, "new "), description: wide(1_000) });
      filled.tagIds.push(made.tag.id);
    });

    await t.step(`in ${era}, documents`, async () => {
      const bad = { type: "entry", title: wide(300), mood: wide(300), content: "x", tags: 1 };
      const records = Array(200).fill(bad);
      const document = JSON.stringify({ format: "epicme-journal", formatVersion: 1, records });
      const report = await call("import_entries", { format: "epicme", document, dryRun: true });
      assert.equal(report.failed, 200);
      assert(report.errors.length > 5);
      await call("export_journal", { format: "json" });
      await call("whoami");
      await call("delete_my_data");
    });
    await t.step(`in ${era}, prompts`, async () => {
      const prompts: [string, Record<string, string>][] = [
        ["suggest_tags", { entryId: filled.id }],
        ["suggest_tags", { entryId: filled.escaped }],
        ["weekly_review", {}],
        ["remember_today", { date: "2026-11-23" }],
        ["summarize_entries", {}],
        ["reflect", { topic: "needle" }],
      ];
      for (const [name, args] of prompts) {
        const params = { name, arguments: args };
        const { body } = await send(server.resource, { era, token, method: "prompts/get", params });
        assertFits(body, name);
        assert(body.result.messages.length > 1, name);
      }
    });
    assert.deepEqual(called, new Set(TOOLS.map(({ name }) => name)));
  }
});

for (const era of ["2025-11-25", "2026-07-28"] as const) {
  Deno.test(`in ${era}, no new entry and no refusal has more than 60 KB, however long the words`, async () => {
    await using server = await startServer({ environment: ENVIRONMENT });
    const token = await person(server, "Ada").token(...EVERYTHING);
    const call = async (tool: string, args: Json) => {
      const { body } = await callTool(server.resource, { era, token, tool, args });
      assertFits(body, tool);
      return body.result;
    };
    const tags = Array.from({ length: 100 }, (_, n) => wide(100, `${n} `));
    const line = { title: wide(200), mood: wide(200), location: wide(200), weather: wide(200) };
    const made = await call("create_entry", { ...line, tags, content: "\u0001".repeat(900) + "x" });
    const { entry, newTags } = made.structuredContent;
    assert.equal(entry.tags.length + entry.moreTags, 100);
    assert(newTags.length > 5 && newTags.length < 100);
    const short = await call("create_entry", { title: "Short", content: "A line" });
    assert.equal(short.structuredContent.entry.content, "A line");

    const long = { title: "Long", content: CONTENT };
    const { id } = (await call("create_entry", long)).structuredContent.entry;
    for (
      const [tool, args] of [
        ["update_entry", { id, replace: [{ find: "needle", with: wide(10_000) }] }],
        ["update_entry", { id, replace: [{ find: wide(20_000), with: "x" }] }],
        ["update_entry", { id, tags: tags.map((name) => `no ${name}`), createMissingTags: false }],
        ["create_entry", { title: wide(20_000), content: wide(100_000), tags: [wide(10_000)] }],
        ["create_entry", { ...long, [wide(5_000)]: 1 }],
        ["get_entry", { id: wide(10_000) }],
        ["list_tags", { cursor: wide(10_000) }],
      ] as const
    ) {
      assert.equal((await call(tool, args)).isError, true, JSON.stringify(args).slice(0, 80));
    }
  });
}

function assertFits(body: Json, what: string): void {
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  assert(bytes <= MAX_BYTES, `${what}: ${bytes} bytes`);
}

/** Reads an entry part by part; no part begins within a grapheme, unless there are no others. */
async function wholeContent(call: Call, id: string): Promise<string> {
  let content = "";
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const part: Json = await call("get_entry", { id, offset });
    assert.deepEqual([part.offset, [...content].length], [offset, offset]);
    content += part.entry.content;
    assert.doesNotMatch(part.entry.content, /^[\u0301\u200d\udc00-\udfff]|[\u200d\ud800-\udbff]$/);
    offset = part.next;
  }
  return content;
}

/** The journal of whoever has the token, without the way over HTTP. */
async function journalOf(server: TestServer, token: string): Promise<Journal> {
  await callTool(server.resource, { era: "2025-11-25", token, tool: "whoami" });
  const { fields } = server.log.events.findLast(({ fields }) => fields?.user !== undefined)!;
  return openJournal(server.store, { userId: String(fields!.user), includePrivate: true });
}
