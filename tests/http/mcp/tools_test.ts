import assert from "node:assert/strict";
import { addressIn } from "../../support/clients/address_in.ts";
import { CLIENTS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [kind, connect] of Object.entries(CLIENTS)) {
  Deno.test(`${kind} keeps a journal with every tool`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const questions: string[] = [];
    await using client = await connect(
      server.resource,
      await kody.token(...EVERYTHING),
      (question) => (questions.push(question), "accept"),
    );
    const called = new Set<string>();
    const call = async (tool: string, args: Record<string, unknown> = {}) => {
      called.add(tool);
      const result = await client.call(tool, args);
      assert(!result.isError, `${tool}: ${result.text}`);
      return result.structured;
    };

    const me = await call("whoami");
    assert.equal(me.user.name, "Kody");
    assert.equal(me.user.email, kody.account.email);
    assert.match(me.user.createdAt, /^\d{4}-.*Z$/);
    assert.deepEqual(new Set(me.scopes), new Set(EVERYTHING));

    const { tag: work } = await call("create_tag", { name: "Work", description: "At the office" });
    assert.equal(work.entryCount, 0);
    const { entry } = await call("create_entry", {
      title: "First day",
      content: "It **went** well. 🎉",
      mood: "happy",
      location: "Zürich",
      weather: "sunny",
      isFavorite: true,
      occurredAt: "2026-03-01T09:00:00+01:00",
      tags: [work.id, "New"],
      createMissingTags: true,
    });
    assert.equal(entry.version, 1);
    assert.equal(entry.occurredAt, "2026-03-01T08:00:00.000Z");
    assert.equal(entry.isPrivate, false);
    assert.deepEqual(entry.tags.map((tag: { name: string }) => tag.name).sort(), ["New", "Work"]);
    assert.equal("trashedAt" in entry, false);

    assert.deepEqual((await call("get_entry", { id: entry.id })).entry, entry);
    assert.equal((await call("get_tag", { id: work.id })).tag.entryCount, 1);

    const { entries: [listed] } = await call("list_entries", { tag: "work", mood: "happy" });
    assert.equal(listed.id, entry.id);
    assert.equal(listed.excerpt, "It **went** well. 🎉");
    assert.equal("content" in listed, false);

    const { entries: [found] } = await call("search_entries", { query: "WENT", tag: "work" });
    assert.equal(found.id, entry.id);
    assert.equal(found.snippet, "It **went** well. 🎉");
    assert.equal("content" in found || "excerpt" in found, false);
    const timeZone = "Asia/Tokyo";
    const { date, years } = await call("on_this_day", { date: "2027-03-01", timeZone });
    assert.equal(date, "2027-03-01");
    assert.deepEqual(years, [{ year: 2026, entries: [listed] }]);
    assert.deepEqual(await call("journal_stats", { from: "2026-03-01", timeZone }), {
      entryCount: 1,
      wordCount: 3,
      currentStreak: 0,
      longestStreak: 1,
      moods: [{ mood: "happy", count: 1, periods: { "2026-03": 1 } }],
      tags: [{ name: "New", count: 1 }, { name: "Work", count: 1 }],
      weekdays: { sunday: 1 },
      months: { "2026-03": { entryCount: 1, wordCount: 3 } },
    });

    const { entry: updated } = await call("update_entry", {
      id: entry.id,
      title: "The first day",
      clear: ["weather"],
      ifVersion: 1,
    });
    assert.equal(updated.title, "The first day");
    assert.equal(updated.content, entry.content);
    assert.equal("weather" in updated, false);
    assert.equal(updated.version, 2);

    const { revisions: [first, ...others] } = await call("list_revisions", { id: entry.id });
    assert.deepEqual(others, []);
    assert.equal(first.title, "First day");
    assert.equal(first.wordCount, entry.wordCount);
    assert.match(first.savedAt, /Z$/);
    const { entry: restored } = await call("restore_revision", {
      id: entry.id,
      revisionId: first.id,
    });
    assert.equal(restored.title, "First day");
    assert.equal(restored.weather, "sunny");
    assert.equal(restored.version, 3);

    const { entry: untagged } = await call("remove_tag_from_entry", { id: entry.id, tag: "New" });
    assert.deepEqual(untagged.tags, [{ id: work.id, name: "Work" }]);
    const { entry: tagged } = await call("add_tag_to_entry", { id: entry.id, tag: "new" });
    assert.equal(tagged.tags.length, 2);

    const { tag: renamed } = await call("update_tag", { id: work.id, name: "Job" });
    assert.equal(renamed.name, "Job");
    assert.equal(renamed.description, "At the office");
    assert.deepEqual(
      (await call("list_tags")).tags.map(({ name, entryCount }: Record<string, unknown>) => [
        name,
        entryCount,
      ]),
      [["Job", 1], ["New", 1]],
    );

    const { entry: trashed } = await call("delete_entry", { id: entry.id });
    assert.match(trashed.trashedAt, /Z$/);
    assert.equal((await call("list_entries")).entries.length, 0);
    assert.equal((await call("list_entries", { trashed: true })).entries.length, 1);
    await call("restore_entry", { id: entry.id });
    assert.equal((await call("list_entries")).entries.length, 1);

    assert.equal((await call("delete_tag", { id: work.id })).tag.name, "Job");
    const { entry: last } = await call("get_entry", { id: entry.id });
    assert.deepEqual(last.tags.map((tag: { name: string }) => tag.name), ["New"]);

    const { document } = await call("export_journal", { format: "json" });
    assert.equal(JSON.parse(document).records.length, 4);
    const imported = await call("import_entries", { format: "epicme", document });
    assert.deepEqual(imported, { created: 0, updated: 0, skipped: 1, failed: 0, errors: [] });

    const { key, url } = await call("request_upload", { name: "sea.txt" });
    await (await fetch(url, { method: "PUT", body: "Tide at four." })).body?.cancel();
    const { entry: { id: other } } = await call("create_entry", {
      title: "With a file",
      content: "Tide",
      occurredAt: "2020-01-01",
      attachments: [key],
    });
    const { content: [, , { uri }] } = await client.call("get_entry", { id: other });
    called.add("get_attachment");
    const file = await client.call("get_attachment", { id: uri.split("/").at(-1) });
    assert.equal(await (await fetch(addressIn(file.content))).text(), "Tide at four.");

    const isAsked = client.protocolVersion === "2026-07-28";
    called.add("purge_entry");
    const purge = await client.call("purge_entry", { id: entry.id });
    assert.equal(purge.isError, !isAsked);
    assert.equal(questions.length, isAsked ? 1 : 0);
    if (isAsked) {
      assert.match(questions[0], /"First day".* for ever/);
      const { id, title, version } = last;
      assert.deepEqual(purge.structured.entry, { id, title, version });
    } else assert(purge.text.includes(`${server.url}/account`));

    const { activity: [latest, ...earlier] } = await call("list_activity", { limit: 100 });
    assert.equal(latest.tool, "purge_entry");
    assert.equal(latest.outcome, isAsked ? "ok" : "not_asked");
    assert.equal(latest.entryId, entry.id);
    assert.equal(latest.client, first.client);
    assert.equal(latest.client, first.replacedBy);
    assert.deepEqual(new Set([latest, ...earlier].map(({ client }) => client)).size, 1);
    assert.deepEqual(
      new Set([latest, ...earlier].map(({ tool }) => tool)),
      new Set([...called].filter((tool) => tool !== "list_activity")),
    );

    const listedTools = await client.listTools();
    called.add("delete_my_data");
    const erased = await client.call("delete_my_data");
    assert.deepEqual(erased.structured, isAsked ? { erased: true, account: "deleted" } : undefined);
    if (!isAsked) assert(erased.text.includes(`${server.url}/account/delete`));
    assert.deepEqual(new Set(listedTools.map(({ name }) => name)), called);
  });
}
