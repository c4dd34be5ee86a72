import assert from "node:assert/strict";
import { PROMPTS } from "../../../lib/mcp/prompts/mod.ts";
import { RESOURCES } from "../../../lib/mcp/resources/mod.ts";
import { TOOLS } from "../../../lib/mcp/tools/mod.ts";
import type { Json } from "../../support/clients/json.ts";
import { ERA_NAMES } from "../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import { clockAt } from "../../unit/journal/helpers.ts";
import {
  type Actor,
  actor,
  type Open,
  SECRET,
  WITHOUT_PRIVATE,
  writeOpenly,
  writePrivately,
} from "./two_journals.ts";

/** For each tool that only reads, some ways to call it. */
const READS: Record<string, (open: Open) => object[]> = {
  whoami: () => [{}],
  get_entry: ({ entry, trashed }) => [{ id: entry }, { id: trashed }],
  list_entries: ({ tag }) => [
    ...[{}, { tag }, { tag: "both" }, { mood: "calm" }, { favorite: true }, { trashed: true }],
    ...[{ limit: 1 }, { from: "2026-03-01", to: "2026-03-31" }],
  ],
  search_entries: ({ tag }) => [
    ...[{ query: "river" }, { query: "r*", tag }, { query: '"the river"', limit: 1 }],
    { query: "river", trashed: true },
  ],
  list_revisions: ({ entry, trashed }) => [{ id: entry }, { id: entry, limit: 1 }, { id: trashed }],
  // Its addresses are sealed anew each time: http/files/files_test.ts compares it.
  get_attachment: () => [],
  list_tags: () => [{}],
  get_tag: ({ tag }) => [{ id: tag }],
  on_this_day: () => [{ date: "2026-03-01" }, {}],
  journal_stats: () => [{}, { byDay: true }, { from: "2026-03-01", to: "2026-03-31" }],
  export_journal: () => [{ format: "json" }, { format: "markdown" }],
  // Every answer of it holds what was asked before: it is compared by itself.
  list_activity: () => [],
};

const PROMPT_ARGUMENTS: Record<string, (open: Open) => object[]> = {
  suggest_tags: ({ entry }) => [{ entryId: entry }],
  weekly_review: () => [{}, { date: "2026-03-01" }],
  remember_today: () => [{}, { date: "2027-03-01" }],
  summarize_entries: () => [{}, { tag: "both" }, { mood: "calm" }],
  reflect: () => [{ topic: "river" }, { mood: "calm" }],
};

Deno.test("every tool that reads, and every prompt, is asked here", () => {
  const tools = TOOLS.filter(({ annotations }) => annotations.readOnlyHint);
  assert.deepEqual(Object.keys(READS).sort(), tools.map(({ name }) => name).sort());
  assert.deepEqual(Object.keys(PROMPT_ARGUMENTS), PROMPTS.map(({ name }) => name));
});

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, private entries change nothing that a token without entries:private gets`, async () => {
    const clock = clockAt(Date.now());
    await using server = await startServer({ now: clock.now });
    const ada = person(server, "Ada");
    const owner = await actor(server, ada, { era, scopes: EVERYTHING });
    const viewer = await actor(server, ada, { era, scopes: WITHOUT_PRIVATE });
    const open = await writeOpenly({ owner, viewer });

    const before = await everyAnswer(viewer, open);
    const activity = await viewer.call("list_activity", { limit: 100 });
    await writePrivately(owner);
    assert.deepEqual(
      (await viewer.call("list_activity", { limit: 100 })).activity.slice(1),
      activity.activity.slice(0, 99),
    );
    const after = await everyAnswer(viewer, open);
    assert.deepEqual(Object.keys(after), Object.keys(before));
    for (const [request, answer] of Object.entries(after)) {
      assert.equal(answer, before[request], `${request} tells private entries`);
    }
    assert(!JSON.stringify(after).includes("Telltale"));
    assert((await owner.call("list_tags", {})).tags.length > 4, "There is something to tell");
  });

  Deno.test(`in ${era}, two journals that differ in private entries take the same writes alike`, async () => {
    const start = Date.now();
    let time = start;
    await using server = await startServer({ now: () => time });
    const answers: string[][] = [];
    for (const name of ["Ada", "Eve"]) {
      time = start;
      const owner = await actor(server, person(server, name), { era, scopes: EVERYTHING });
      const scopes = WITHOUT_PRIVATE;
      const viewer = await actor(server, person(server, name), { era, scopes });
      await writeOpenly({ owner, viewer });
      if (name === "Ada") await writePrivately(owner);
      answers.push(await takeEveryStep(viewer, { tick: () => time += 1_000 }));
    }
    const [withPrivate, without] = answers;
    for (const [n, answer] of withPrivate.entries()) assert.equal(answer, without[n]);
    assert.equal(withPrivate.length, without.length);
  });

  Deno.test(`in ${era}, ids of private entries and of their tags answer as unknown ones do`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    const owner = await actor(server, ada, { era, scopes: EVERYTHING });
    const viewer = await actor(server, ada, { era, scopes: WITHOUT_PRIVATE });
    const { entry: { id: own } } = await viewer.call("create_entry", { title: "x", content: "x" });
    const { entry } = await owner.call("create_entry", SECRET);
    const { id, tags: [{ id: tagId }] } = entry;
    const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const calls: [string, (ids: { id: string; tag: string }) => object][] = [
      ...["get_entry", "delete_entry", "restore_entry", "purge_entry", "list_revisions"]
        .map((tool): [string, (ids: { id: string }) => object] => [tool, ({ id }) => ({ id })]),
      ["update_entry", ({ id }) => ({ id, title: "Mine" })],
      ["restore_revision", ({ id }) => ({ id, revisionId: unknown })],
      ["add_tag_to_entry", ({ tag }) => ({ id: own, tag })],
      ["remove_tag_from_entry", ({ tag }) => ({ id: own, tag })],
      ["list_entries", ({ tag }) => ({ tag })],
      ["search_entries", ({ tag }) => ({ query: "x", tag })],
      [
        "create_entry",
        ({ tag }) => ({ title: "x", content: "x", tags: [tag], createMissingTags: false }),
      ],
      [
        "create_entry",
        ({ tag }) => ({
          title: "x",
          content: "x",
          tags: [tag],
          createMissingTags: false,
          isPrivate: true,
        }),
      ],
      ["update_entry", ({ tag }) => ({ id: own, tags: [tag], createMissingTags: false })],
      ["get_tag", ({ tag: id }) => ({ id })],
      ["update_tag", ({ tag: id }) => ({ id, name: "Mine" })],
      ["delete_tag", ({ tag: id }) => ({ id })],
    ];
    for (const [tool, args] of calls) {
      for (const tag of [tagId, "Telltale"]) {
        const hidden = await viewer.raw(tool, args({ id, tag }));
        const absent = await viewer.raw(
          tool,
          args({ id: unknown, tag: tag === tagId ? unknown : "Nowhere." }),
        );
        assert.equal(
          hidden.replaceAll(id, unknown).replaceAll(tagId, unknown).replaceAll(
            "Telltale",
            "Nowhere.",
          ),
          absent,
          tool,
        );
      }
    }
    for (const uri of [`epicme://entries/${id}`, `epicme://tags/${tagId}`]) {
      const hidden = await viewer.read(uri);
      const absent = await viewer.read(uri.replace(id, unknown).replace(tagId, unknown));
      assert.equal(hidden.replaceAll(id, unknown).replaceAll(tagId, unknown), absent);
    }
  });
}

/** Everything that a viewer can ask for, with the answer as it came. */
async function everyAnswer(viewer: Actor, open: Open): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  async function ask(method: string, params: Record<string, unknown> = {}) {
    answers[`${method} ${JSON.stringify(params)}`] = await viewer.ask(method, params);
  }
  for (const [name, calls] of Object.entries(READS)) {
    for (const args of calls(open)) await ask("tools/call", { name, arguments: args });
  }
  for (const list of ["tools", "prompts", "resources", "resources/templates"]) {
    await ask(`${list}/list`);
  }
  for (const { uri } of RESOURCES.filter(({ uri }) => !uri.includes("{"))) {
    await ask("resources/read", { uri });
  }
  for (const id of [open.entry, open.trashed]) {
    await ask("resources/read", { uri: `epicme://entries/${id}` });
  }
  await ask("resources/read", { uri: `epicme://tags/${open.tag}` });
  for (const [name, calls] of Object.entries(PROMPT_ARGUMENTS)) {
    for (const args of calls(open)) await ask("prompts/get", { name, arguments: args });
  }
  for (const { name, arguments: args } of PROMPTS) {
    for (const argument of Object.keys(args)) {
      await completeAll({ type: "ref/prompt", name }, argument);
    }
  }
  for (const { uri } of RESOURCES.filter(({ completeId }) => completeId)) {
    await completeAll({ type: "ref/resource", uri }, "id");
  }
  async function completeAll(ref: object, name: string) {
    for (const value of ["", "t", "2026"]) {
      await ask("completion/complete", { ref, argument: { name, value } });
    }
  }
  return answers;
}

/**
 * Writes that would meet the tags of private entries, each followed by everything that can be seen of
 * tags. Ids are random, so they are numbered as they appear.
 */
async function takeEveryStep(viewer: Actor, { tick }: { tick: () => void }): Promise<string[]> {
  const answers: string[] = [];
  const numbers = new Map<string, number>();
  const numbered = (text: string) =>
    text.replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, (id) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size);
      return `id ${numbers.get(id)}`;
    });
  async function step(tool: string, args: object): Promise<Json> {
    tick();
    const answer = await viewer.raw(tool, args);
    const seen = [answer, await viewer.raw("list_tags", {}), await viewer.raw("list_entries", {})];
    answers.push(numbered(`${tool} ${JSON.stringify(args)}: ${seen.join("\n")}`));
    return JSON.parse(answer).structuredContent;
  }
  const draft = { title: "New", content: "New", createMissingTags: true };
  const { tag: { id: made } } = await step("create_tag", { name: "telltale" });
  await step("create_tag", { name: "Telltale" });
  await step("update_tag", { id: made, name: "Wanted" });
  await step("update_tag", { id: made, name: "Telltale" });
  await step("delete_tag", { id: made });
  await step("create_tag", { name: "Telltale", description: "Mine" });
  const { entry: { id } } = await step("create_entry", {
    ...draft,
    tags: ["TELLTALE TWO", "once"],
  });
  await step("update_entry", { id, tags: ["renamed", "gone"], createMissingTags: true });
  await step("create_entry", { ...draft, tags: ["telltale 3"], isPrivate: true });
  await step("create_entry", { ...draft, tags: ["telltale 3"] });
  const tag = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "wanted" };
  const times = {
    createdAt: "2026-03-01T09:00:00.000Z",
    updatedAt: "2026-03-01T09:00:00.000Z",
  };
  const document = JSON.stringify({
    format: "epicme-journal",
    formatVersion: 1,
    records: [{ type: "tag", ...tag, ...times }],
  });
  for (const dryRun of [true, false, false]) {
    await step("import_entries", { format: "epicme", document, dryRun });
  }
  const dayOne = JSON.stringify({
    entries: [{ uuid: "8E2F", creationDate: "2026-03-05T09:00:00Z", text: "Hi", tags: ["Once"] }],
  });
  await step("import_entries", { format: "dayone", document: dayOne });
  await step("update_entry", { id, isPrivate: true });
  await step("create_tag", { name: "Gone" });
  return answers;
}
