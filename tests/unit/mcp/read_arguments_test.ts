import assert from "node:assert/strict";
import { nearestName } from "../../../lib/mcp/define/nearest_name.ts";
import { CLIENT_KEYS, TOOLS } from "../../../lib/mcp/mod.ts";
import { readArguments } from "../../../lib/mcp/request/read_arguments.ts";

const PROPERTIES = {
  title: { type: "string" },
  limit: { type: "integer" },
  isPrivate: { type: "boolean" },
  tags: { type: "array" },
  place: { type: "object" },
};

const read = (args: unknown) => readArguments(args, PROPERTIES);

Deno.test("null, an empty text and what is absent are the same", () => {
  for (const nothing of [undefined, null, "", {}, "{}"]) assert.deepEqual(read(nothing), {});
  for (const name of Object.keys(PROPERTIES)) {
    for (const nothing of [null, ""]) {
      assert.deepEqual(
        read({ title: "T", [name]: nothing }),
        name === "title" ? {} : {
          title: "T",
        },
      );
    }
  }
});

Deno.test("a number, a truth, a list and an object are read from their texts", () => {
  const texts: [name: keyof typeof PROPERTIES, text: string, value: unknown][] = [
    ["limit", "10", 10],
    ["limit", " -3 ", -3],
    ["limit", "10.0", 10],
    ["limit", "1.5", 1.5],
    ["isPrivate", "true", true],
    ["isPrivate", "False", false],
    ["tags", '["work","home"]', ["work", "home"]],
    ["tags", " [] ", []],
    ["place", '{"name":"Mill Pond"}', { name: "Mill Pond" }],
  ];
  for (const [name, text, value] of texts) {
    assert.deepEqual(read({ [name]: text }), { [name]: value });
  }
  assert.deepEqual(read('{"limit":"10"}'), { limit: 10 });
});

Deno.test("what is no text of its type stays as it is, for the schema to refuse", () => {
  const others: Record<string, unknown>[] = [
    ...["ten", "1e3", "0x10", "1_000", " ", "٣", "9".repeat(400)].map((limit) => ({ limit })),
    ...["yes", "1", 1, 0, "wahr"].map((isPrivate) => ({ isPrivate })),
    ...["work", "[work", '{"0":"work"}', "null", '"work"', 7].map((tags) => ({ tags })),
    ...["[]", "7", "{"].map((place) => ({ place })),
    ...[7, true, ["T"], "10", "true", "[]", " ", "null"].map((title) => ({ title })),
  ];
  for (const args of others) assert.deepEqual(read(args), args);
  for (const args of [[], ["x"], 7, "x", "[]", true]) assert.deepEqual(read(args), args);
});

Deno.test("what clients add for themselves is left out, in any spelling", () => {
  const spellings = [
    ...Object.values(CLIENT_KEYS).flat(),
    ...["toolCallId", "tool_call_id", "tool-call-id", "sessionId", "session_id", "sessionID"],
    ...["task_progress", "requestId", "request_id", "_meta", "_sessionID", "__arg1"],
  ];
  for (const key of spellings) assert.deepEqual(read({ title: "T", [key]: "x" }), { title: "T" });
});

Deno.test("what could be meant stays, also a client's key that a tool takes", () => {
  for (
    const key of [
      "titel",
      "colour",
      "is_private",
      "_isPrivate",
      "__LIMIT",
      "constructor",
      "options",
      "text",
    ]
  ) {
    assert.deepEqual(read({ [key]: null }), { [key]: null }, key);
  }
  const sent = JSON.parse('{"sessionId":"s","title":"T","__proto__":{"limit":1}}');
  assert.deepEqual(readArguments(sent, { sessionId: { type: "string" } }), {
    sessionId: "s",
    title: "T",
  });
});

Deno.test("where there is nothing to give, everything is left out", () => {
  for (const args of [{ random_string: "x" }, { a: { b: [] } }, null]) {
    assert.deepEqual(readArguments(args, {}), {});
  }
});

Deno.test("no argument of a tool is a client's key, or near to another argument", () => {
  const keys = Object.values(CLIENT_KEYS).flat();
  for (const { name: tool, inputSchema: { properties } } of TOOLS) {
    for (const name of Object.keys(properties)) {
      assert(!keys.includes(name) && !name.startsWith("_"), `${tool}: ${name}`);
      assert.equal(nearestName(name, Object.keys(properties)), name);
    }
  }
});

Deno.test("a mistyped name is near to the one that was meant", () => {
  const names = ["id", "title", "occurredAt", "tags", "isPrivate", "timeZone", "content"];
  const mistyped: [name: string, nearest: string | undefined][] = [
    ["occurred_at", "occurredAt"],
    ["occuredAt", "occurredAt"],
    ["is_private", "isPrivate"],
    ["private", "isPrivate"],
    ["timezone", "timeZone"],
    ["time_zone", "timeZone"],
    ["tag", "tags"],
    ["Title", "title"],
    ["titel", "title"],
    ["entry_id", "id"],
    ["contents", "content"],
    ["colour", undefined],
    ["x".repeat(1_000_000), undefined],
  ];
  for (const [name, nearest] of mistyped) assert.equal(nearestName(name, names), nearest, name);
});
