import assert from "node:assert/strict";
import { ERAS, type McpClient, type PromptMessage } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const PROMPTS = ["suggest_tags", "weekly_review", "remember_today", "summarize_entries", "reflect"];

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, every prompt puts the right entries before the model`, async () => {
    await using server = await startServer();
    await using client = await connect(
      server.resource,
      await person(server, "Ada").token(...EVERYTHING),
    );
    const ids = await fill(client);
    assert.deepEqual((await client.listPrompts()).map(({ name }) => name), PROMPTS);

    const suggest = await client.getPrompt("suggest_tags", { entryId: ids.monday });
    assert.deepEqual(shown(suggest), [`epicme://entries/${ids.monday}`, "epicme://tags"]);
    assert.match(said(suggest), new RegExp(`add_tag_to_entry \\(id ${ids.monday}\\)`));

    const week = await client.getPrompt("weekly_review", { date: "2026-11-18" });
    assert.deepEqual(shown(week), [
      `epicme://entries/${ids.monday}`,
      `epicme://entries/${ids.sunday}`,
    ]);
    assert.match(said(week), /from 2026-11-16 to 2026-11-22/);
    assert.match(said(week), /2 entries/);
    // In New York it was still Sunday evening.
    const there = { date: "2026-11-18", timeZone: "America/New_York" };
    assert.deepEqual(shown(await client.getPrompt("weekly_review", there)), [
      `epicme://entries/${ids.sunday}`,
    ]);

    const recent = (await client.call("create_entry", { title: "Now", content: "Just now" }))
      .structured.entry.id;
    assert.deepEqual(
      shown(await client.getPrompt("weekly_review")).at(-1),
      `epicme://entries/${recent}`,
    );

    const today = await client.getPrompt("remember_today", { date: "2026-11-16" });
    assert.deepEqual(shown(today), [`epicme://entries/${ids.monday}`]);
    assert.match(said(today), /# 2024\n.*"Two years before"/);
    assert.doesNotMatch(said(today), /# 2026/);

    const summary = await client.getPrompt("summarize_entries", {
      mood: "calm",
      from: "2026-01-01",
      to: "2026-11-20",
    });
    assert.deepEqual(shown(summary), [`epicme://entries/${ids.monday}`]);

    const about = await client.getPrompt("reflect", { topic: "chess", mood: "" });
    assert.deepEqual(shown(about), [`epicme://entries/${ids.sunday}`]);
    const asked = await client.getPrompt("reflect", {
      topic: "How was the chess game on Sunday?",
    });
    assert.deepEqual(shown(asked).at(-1), `epicme://entries/${ids.sunday}`, "the best is the last");
    const misspelt = await client.getPrompt("reflect", { topic: "chses" });
    assert.deepEqual(shown(misspelt), [`epicme://entries/${ids.sunday}`]);
    assert.match(said(misspelt), /No entry has "chses"; looked for chess instead/);
    const since = { topic: "a quiet day, or chess", from: "2026-11-01", to: "2026-11-20" };
    const topical = await client.getPrompt("summarize_entries", since);
    assert.deepEqual(shown(topical), [`epicme://entries/${ids.monday}`]);
    assert.match(said(topical), /about "a quiet day, or chess"/);
    const nothing = await client.getPrompt("reflect", { topic: "submarine" });
    assert.deepEqual(shown(nothing), []);
    assert.match(said(nothing), /There are no such entries/);
  });

  Deno.test(`in ${era}, arguments are completed from the journal`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using client = await connect(server.resource, await ada.token(...EVERYTHING));
    const ids = await fill(client);

    const [entry, ...others] = await client.complete("suggest_tags", "entryId", "mond");
    assert.equal(entry, `2026-11-16 A quiet Monday (${ids.monday})`);
    assert.deepEqual(others, []);
    const prompt = await client.getPrompt("suggest_tags", { entryId: entry });
    assert.deepEqual(shown(prompt)[0], `epicme://entries/${ids.monday}`);

    assert.deepEqual(await client.complete("summarize_entries", "tag", "CHE"), ["Chess"]);
    assert.deepEqual(await client.complete("summarize_entries", "mood", ""), ["calm", "glad"]);
    assert.deepEqual(await client.complete("weekly_review", "date", "2024-"), ["2024-11-16"]);
    assert.deepEqual(await client.complete("weekly_review", "date", "2026-11"), [
      "2026-11-22",
      "2026-11-16",
    ]);
    assert.deepEqual(await client.complete("weekly_review", "timeZone", "europe/ber"), [
      "Europe/Berlin",
    ]);
    assert.deepEqual(await client.complete("reflect", "topic", "ch"), ["Chess"]);
    assert.deepEqual(await client.complete("epicme://entries/{id}", "id", "quiet"), [ids.monday]);
    const [tagId] = await client.complete("epicme://tags/{id}", "id", "chess");
    assert.equal((await client.read(`epicme://tags/${tagId}`)).tag.name, "Chess");

    await using reader = await connect(
      server.resource,
      await ada.token("entries:read", "tags:read"),
    );
    const visible = await reader.complete("suggest_tags", "entryId", "");
    assert.equal(visible.length, 3, "the private entry is not among them");
  });
}

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, what is wrong with a prompt or an argument is told, and nothing shown`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    const ask = async (method: string, params: Record<string, unknown>) =>
      (await send(server.resource, { era, token, method, params })).body.error;

    const cases: [string, Record<string, unknown>, RegExp][] = [
      ["prompts/get", { name: "nothing" }, /Unknown prompt: nothing/],
      ["prompts/get", { name: "suggest_tags" }, /entryId is missing/],
      ["prompts/get", { name: "reflect", arguments: { colour: "red" } }, /no argument "colour"/],
      ["prompts/get", { name: "reflect", arguments: { constructor: "x" } }, /no argument/],
      ["prompts/get", { name: "weekly_review", arguments: { date: "2026-02-30" } }, /no day/],
      ["prompts/get", { name: "weekly_review", arguments: { timeZone: "Moon" } }, /no time zone/],
      ...["+275760-09-13", "-271821-04-19", "2026-11-18[u-ca=hebrew]", "x".repeat(9_000)].map((
        date,
      ): [string, Record<string, unknown>, RegExp] => [
        "prompts/get",
        { name: "weekly_review", arguments: { date } },
        /^There is no day .{0,200}$/,
      ]),
      ["prompts/get", { name: "suggest_tags", arguments: { entryId: "x" } }, /no entry "x"/],
      ["completion/complete", completing("nothing", "x"), /Unknown prompt/],
      ["completion/complete", completing("reflect", "constructor"), /has no argument/],
    ];
    for (const [method, params, message] of cases) {
      const error = await ask(method, params);
      assert.equal(error?.code, -32602, JSON.stringify(params));
      assert.match(error.message, message);
    }
    assert.deepEqual(server.log.errors, []);
  });

  Deno.test(`in ${era}, prompts and completions without their scopes are challenged`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token("user:read");
    for (
      const [method, params] of [
        ["prompts/get", { name: "suggest_tags", arguments: { entryId: "x" } }],
        ["completion/complete", completing("suggest_tags", "entryId")],
      ] as const
    ) {
      const { status, headers } = await send(server.resource, { era, token, method, params });
      assert.equal(status, 403);
      assert.match(headers.get("www-authenticate") ?? "", /scope="entries:read tags:read"/);
    }
  });

  Deno.test(`in ${era}, no completion shows tags to a token that may not read them`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using client = await ERAS[era](server.resource, await ada.token(...EVERYTHING));
    await client.call("create_entry", {
      ...{ title: "Secret", content: "Nobody knows", isPrivate: true },
      ...{ tags: ["Hidden"], createMissingTags: true },
    });
    const token = await ada.token("entries:read", "entries:write");
    const tagIds = { type: "ref/resource", uri: "epicme://tags/{id}" };
    for (
      const params of [
        ...PROMPTS.flatMap((name) =>
          ["topic", "tag", "mood", "entryId", "date"].map((each) => completing(name, each))
        ),
        // Whatever else the reference says, it is of the type that it names.
        ...PROMPTS.map((name) => ({
          ref: { ...tagIds, name },
          argument: { name: "id", value: "hid" },
        })),
      ]
    ) {
      const call = { era, token, method: "completion/complete", params };
      const { status, body } = await send(server.resource, call);
      const isAboutTags = "uri" in params.ref;
      assert(!isAboutTags || status === 403, JSON.stringify(params));
      const values = body.result?.completion.values ?? [];
      assert.deepEqual(values.filter((value: string) => /hidden/i.test(value)), []);
    }
  });
}

function completing(prompt: string, argument: string) {
  return { ref: { type: "ref/prompt", name: prompt }, argument: { name: argument, value: "" } };
}

/** Four entries: two of the week of 16 November 2026, an old one and a private one. */
async function fill(client: McpClient) {
  const create = async (args: Record<string, unknown>) =>
    (await client.call("create_entry", { createMissingTags: true, ...args })).structured.entry
      .id as string;
  return {
    monday: await create({
      title: "A quiet Monday",
      content: "Rain, tea and a book",
      mood: "calm",
      occurredAt: "2026-11-16T02:00:00Z",
    }),
    sunday: await create({
      title: "Sunday in the park",
      content: "We played chess until dark",
      mood: "glad",
      tags: ["Chess"],
      occurredAt: "2026-11-22T12:00:00Z",
    }),
    before: await create({
      title: "Two years before",
      content: "Snow already",
      mood: "calm",
      occurredAt: "2024-11-16T12:00:00Z",
    }),
    secret: await create({
      title: "Only for me",
      content: "A secret",
      isPrivate: true,
      occurredAt: "2020-01-01T12:00:00Z",
    }),
  };
}

function shown(messages: PromptMessage[]): string[] {
  return messages.flatMap(({ content }) => content.resource?.uri ?? []);
}

function said(messages: PromptMessage[]): string {
  return messages.flatMap(({ content }) => content.text ?? []).join("\n");
}
