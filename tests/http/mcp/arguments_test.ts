import assert from "node:assert/strict";
import { TOOLS } from "../../../lib/mcp/mod.ts";
import { callTool, ERA_NAMES } from "../../support/clients/rpc.ts";
import { journalSnapshot } from "../../support/journal/snapshot.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import type { Json } from "../../support/clients/json.ts";

/** What each tool must be given, in a journal with the entry and the tag. */
const REQUIRED: Record<string, (ids: { entry: string; tag: string }) => Record<string, unknown>> = {
  create_entry: () => ({ title: "Another", content: "c" }),
  get_entry: ({ entry }) => ({ id: entry }),
  search_entries: () => ({ query: "fog" }),
  update_entry: ({ entry }) => ({ id: entry, title: "Changed" }),
  delete_entry: ({ entry }) => ({ id: entry }),
  restore_entry: ({ entry }) => ({ id: entry }),
  list_revisions: ({ entry }) => ({ id: entry }),
  add_tag_to_entry: ({ entry, tag }) => ({ id: entry, tag }),
  remove_tag_from_entry: ({ entry, tag }) => ({ id: entry, tag }),
  request_upload: () => ({ name: "sea.jpg" }),
  create_tag: () => ({ name: "Another" }),
  get_tag: ({ tag }) => ({ id: tag }),
  update_tag: ({ tag }) => ({ id: tag, name: "Changed" }),
  export_journal: () => ({ format: "json" }),
  import_entries: () => ({ format: "dayone", document: '{"entries":[]}' }),
};

/** Tools that need more than this journal has. Null means no more to them. */
const NEEDING_MORE = [
  "get_attachment",
  "restore_revision",
  "purge_entry",
  "delete_my_data",
  "delete_tag",
];

/** What strict modes of model APIs, LangChain and forms send for what nobody gave. */
const NOTHING: Record<string, unknown> = { "null": null, "an empty text": "" };

/** What clients add for themselves. */
const ADDED = {
  toolCallId: "call_1",
  tool_call_id: "call_1",
  sessionId: "s",
  session_id: "s",
  task_progress: "- [ ] one",
  requestId: 7,
  wait_for_previous: true,
  _meta: { a: null },
};

for (const era of ERA_NAMES) {
  for (const [what, nothing] of Object.entries(NOTHING)) {
    Deno.test(`in ${era}, ${what} for every optional argument is as if none were given`, async () => {
      await using journal = await openJournal(era);
      const ids = await journal.fill();
      for (const { name, inputSchema } of TOOLS) {
        if (NEEDING_MORE.includes(name)) continue;
        const required = REQUIRED[name]?.(ids) ?? {};
        const empty = Object.fromEntries(
          Object.keys(inputSchema.properties).map((name) => [name, nothing]),
        );
        await journal.call(name, { ...empty, ...required, ...ADDED });
      }
      const { entry } = await journal.call("get_entry", { id: ids.entry });
      assert.equal(entry.title, "Changed");
      assert.deepEqual([entry.mood, entry.location, entry.weather], ["calm", "Mill Pond", "fog"]);
      assert.deepEqual([entry.content, entry.isPrivate], ["c", true]);
      assert.equal((await journal.call("get_tag", { id: ids.tag })).tag.description, "At work");
    });
  }

  Deno.test(`in ${era}, an update that gives nothing but nulls changes nothing and says so`, async () => {
    await using journal = await openJournal(era);
    const ids = await journal.fill();
    const before = await journalSnapshot(journal.server.store);
    const entry = { id: ids.entry, mood: null, location: "", tags: null, isPrivate: null };
    assert.match(await journal.refusal("update_entry", entry), /No change was given.*clear/);
    const tag = { id: ids.tag, name: null, description: null };
    assert.match(await journal.refusal("update_tag", tag), /No change was given/);
    assert.deepEqual(await journalSnapshot(journal.server.store), before);
  });

  Deno.test(`in ${era}, clearing is an argument of its own`, async () => {
    await using journal = await openJournal(era);
    const ids = await journal.fill();
    const change = { id: ids.entry, mood: null, clear: ["mood", "weather"] };
    const { entry } = await journal.call("update_entry", change);
    assert.deepEqual(["mood" in entry, "weather" in entry, entry.location], [
      ...[false, false],
      "Mill Pond",
    ]);
    await journal.call("update_entry", { id: ids.entry, clear: '["location"]' });
    const { tag } = await journal.call("update_tag", { id: ids.tag, clear: ["description"] });
    assert.equal("description" in tag, false);

    const before = await journalSnapshot(journal.server.store);
    const wrong: [clear: unknown, says: RegExp][] = [
      [["title"], /clear: Expected a list of mood, location, weather/],
      ["mood", /clear: Expected a list of mood/],
      [Array(100_000).fill("mood"), /clear: Expected/],
    ];
    for (const [clear, says] of wrong) {
      assert.match(await journal.refusal("update_entry", { id: ids.entry, clear }), says);
    }
    const both = { id: ids.entry, mood: "glad", clear: ["mood"] };
    assert.match(await journal.refusal("update_entry", both), /mood is both given and cleared/);
    assert.deepEqual(await journalSnapshot(journal.server.store), before);
  });

  Deno.test(`in ${era}, numbers, truths and lists are read from their texts`, async () => {
    await using journal = await openJournal(era);
    const { entry } = await journal.call("create_entry", {
      title: "T",
      content: "c",
      tags: '["work","home"]',
      createMissingTags: "true",
      isFavorite: "True",
      isPrivate: "false",
    });
    assert.deepEqual(entry.tags.map(({ name }: Json) => name).sort(), ["home", "work"]);
    assert.deepEqual([entry.isFavorite, entry.isPrivate], [true, false]);
    for (let n = 0; n < 3; n++) await journal.call("create_entry", { title: "T", content: "c" });
    assert.equal((await journal.call("list_entries", { limit: "2" })).entries.length, 2);
    assert.equal((await journal.call("list_entries", '{"favorite":"true"}')).entries.length, 1);
    const version = String(entry.version);
    await journal.call("update_entry", { id: entry.id, title: "U", ifVersion: version });
  });

  Deno.test(`in ${era}, a text that is none of these is an error that says what was wanted`, async () => {
    await using journal = await openJournal(era);
    const before = await journalSnapshot(journal.server.store);
    const entry = { title: "T", content: "c" };
    const wrong: [tool: string, args: unknown, says: RegExp][] = [
      [
        "list_entries",
        { limit: "ten" },
        /^Invalid arguments\. limit is "ten", not a whole number\. /,
      ],
      ["list_entries", { limit: "1.5" }, /limit is 1\.5, not a whole number\./],
      ["list_entries", { limit: "1000" }, /limit is more than 100\./],
      ["list_entries", { favorite: "perhaps" }, /favorite is "perhaps", not true or false\./],
      ["create_entry", { ...entry, tags: "work" }, /tags: Expected a list of tag ids or names\./],
      ["create_entry", { ...entry, tags: '["work"' }, /tags: Expected a list/],
      ["create_entry", { ...entry, title: 20240501 }, /title is 20240501, not a text\./],
      ["create_entry", { ...entry, title: null }, /title is missing\./],
      ["create_entry", { ...entry, content: "" }, /content is missing\./],
      ["export_journal", { format: "csv" }, /format is "csv", not "zip" or "markdown" or "json"\./],
      ["get_entry", { id: { is: 1 } }, /id is an object, not a text\./],
    ];
    for (const [tool, args, says] of wrong) {
      const text = await journal.refusal(tool, args);
      assert.match(text, says);
      assert.doesNotMatch(text, /Invalid input|expected/, text);
    }
    assert.deepEqual(await journalSnapshot(journal.server.store), before);
  });

  Deno.test(`in ${era}, a mistyped argument is an error that names the nearest one`, async () => {
    await using journal = await openJournal(era);
    const before = await journalSnapshot(journal.server.store);
    const entry = { title: "T", content: "c" };
    const mistyped: [tool: string, args: Record<string, unknown>, says: RegExp][] = [
      ["create_entry", { ...entry, is_private: true }, /no argument "is_private".*isPrivate/],
      ["create_entry", { ...entry, occured_at: null }, /no argument "occured_at".*occurredAt/],
      ["create_entry", { ...entry, colour: "red" }, /no argument "colour"\. create_entry takes/],
      ["get_entry", { entry_id: "x" }, /no argument "entry_id", the nearest is id\./],
      ["list_entries", { tags: ["work"] }, /no argument "tags", the nearest is tag\./],
      ["on_this_day", { timezone: "UTC" }, /no argument "timezone", the nearest is timeZone\./],
    ];
    for (const [tool, args, says] of mistyped) {
      assert.match(await journal.refusal(tool, { ...args, ...ADDED }), says);
    }
    assert.deepEqual(await journalSnapshot(journal.server.store), before);
  });

  Deno.test(`in ${era}, a tool that takes nothing takes anything`, async () => {
    await using journal = await openJournal(era);
    for (const args of [null, "", {}, "{}", { random_string: "x" }, { id: null, a: [1] }]) {
      await journal.call("whoami", args);
      await journal.call("list_tags", args);
    }
  });

  Deno.test(`in ${era}, an argument needs its scope also where its truth is a text`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token("entries:read", "entries:write");
    const before = await journalSnapshot(server.store);
    const entry = { title: "T", content: "c", tags: ["work"] };
    const asked: [tool: string, args: unknown, scope: string][] = [
      ["create_entry", { ...entry, createMissingTags: "true" }, "tags:write"],
      ["create_entry", JSON.stringify({ ...entry, createMissingTags: " TRUE" }), "tags:write"],
      ["list_entries", { private: "true" }, "entries:private"],
      ["search_entries", { query: "x", private: "True" }, "entries:private"],
    ];
    for (const [tool, args, scope] of asked) {
      const { status, headers } = await callTool(server.resource, { era, token, tool, args });
      assert.equal(status, 403, tool);
      assert(headers.get("www-authenticate")?.includes(scope));
    }
    assert.deepEqual(await journalSnapshot(server.store), before);
  });
}

/** A journal with nothing in it, asked with bytes on the wire: no SDK mends what is sent. */
async function openJournal(era: (typeof ERA_NAMES)[number]) {
  const server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const ask = async (tool: string, args: unknown) => {
    const { body } = await callTool(server.resource, { era, token, tool, args });
    assert(body.result, `${tool}: ${JSON.stringify(body)}`);
    return body.result;
  };
  const call = async (tool: string, args: unknown): Promise<Json> => {
    const result = await ask(tool, args);
    assert(!result.isError, `${tool}: ${result.content[0].text}`);
    return result.structuredContent;
  };
  return {
    server,
    call,
    /** Returns what a call is refused with. */
    async refusal(tool: string, args: unknown): Promise<string> {
      const result = await ask(tool, args);
      assert(result.isError, `${tool} is accepted: ${JSON.stringify(args)}`);
      return result.content[0].text;
    },
    async fill() {
      const { tag } = await call("create_tag", { name: "Work", description: "At work" });
      const { entry } = await call("create_entry", {
        ...{ title: "T", content: "c", tags: [tag.id], isPrivate: true },
        ...{ mood: "calm", location: "Mill Pond", weather: "fog" },
      });
      return { entry: entry.id as string, tag: tag.id as string };
    },
    async [Symbol.asyncDispose]() {
      assert.deepEqual(server.log.errors, []);
      await server[Symbol.asyncDispose]();
    },
  };
}
