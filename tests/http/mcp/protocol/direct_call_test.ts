import assert from "node:assert/strict";
import { parseRequest, TOOLS } from "../../../../lib/mcp/mod.ts";
import { readDirectCall } from "../../../../lib/mcp/serve/direct_call.ts";
import type { Json } from "../../../support/clients/json.ts";
import { type Era, ERA_NAMES } from "../../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
const VERSION = "io.modelcontextprotocol/protocolVersion";

/** A request as it is sent. */
interface Sent {
  headers: Record<string, string>;
  body: Json;
}

/** A call in its plainest form, as a client of an era sends it. */
function callOf(era: Era, { name, args }: { name: string; args?: Json }): Sent {
  const isModern = era === "2026-07-28";
  const envelope = {
    [VERSION]: era,
    [CLIENT_INFO]: { name: "raw", version: "1" },
    [CAPABILITIES]: { elicitation: { form: {}, url: {} } },
  };
  return {
    headers: {
      accept: isModern ? "application/json, text/event-stream" : "application/json",
      "mcp-protocol-version": era,
      ...isModern && { "mcp-method": "tools/call", "mcp-name": name },
    },
    body: {
      jsonrpc: "2.0",
      id: "a",
      method: "tools/call",
      params: { name, arguments: args, ...isModern && { _meta: envelope } },
    },
  };
}

/** The same call by a client that wants to hear of progress: the SDK serves it. */
function servedBySdk({ headers, body }: Sent): Sent {
  const _meta = { ...body.params._meta, progressToken: 1 };
  return { headers, body: { ...body, params: { ...body.params, _meta } } };
}

function isDirect({ headers, body }: Sent): boolean {
  const request = new Request("http://localhost/mcp", { method: "POST", headers });
  return readDirectCall(request, parseRequest(body)) !== undefined;
}

/** Sends a request and returns what a client can tell of the answer. */
async function post(server: TestServer, token: string, { headers, body }: Sent) {
  const response = await fetch(server.resource, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
  const type = response.headers.get("content-type");
  const challenge = response.headers.get("www-authenticate");
  return { status: response.status, type, challenge, body: await response.json() };
}

/** What no two answers have alike: seals, addresses that are signed, and times of now. */
function withoutChance(answer: Json): Json {
  return JSON.parse(
    JSON.stringify(answer, (key, value) => key === "requestState" ? typeof value : value)
      .replace(/\/files\/[^"\\]+/g, "/files/…").replace(/"expiresAt":"[^"]+"/g, "")
      .replace(/[\w-]+ until [^"\\]+Z/g, ""),
  );
}

/** Calls of each tool, that change nothing or end with an error. */
function callsOf({ id, tag }: { id: string; tag: string }): [name: string, args?: Json][] {
  return [
    ...TOOLS.filter(({ annotations }) => annotations.readOnlyHint)
      .map(({ name }): [string, Json] => [name, { id }]),
    ...TOOLS.map(({ name }): [string, Json] => [name, { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }]),
    ...TOOLS.map(({ name }): [string, Json] => [name, { nonsense: [1] }]),
    ["get_entry", { id }],
    ["get_entry", { id, length: 3 }],
    ["get_entry", { id, offset: 999 }],
    ["get_tag", { id: tag }],
    ["list_entries"],
    ["list_entries", { limit: "1", tag: "Sea" }],
    ["search_entries", { query: "water" }],
    ["list_tags", {}],
    ["journal_stats", {}],
    ["on_this_day", { date: "2026-05-05" }],
    ["purge_entry", { id }],
    ["delete_my_data", {}],
    ["import_entries", { openPage: true }],
    ["export_journal", { format: "zip" }],
    ["update_entry", { id, ifVersion: 7, title: "No" }],
    ["create_entry", { title: "", content: "" }],
    ["whoami", {}],
  ];
}

Deno.test("a call that is answered directly has the answer that the SDK would give", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "100000" } });
  const kody = person(server, "Kody");
  const all = await kody.token(...EVERYTHING);
  const reader = await kody.token("entries:read");
  const draft = {
    title: "At sea",
    content: "Water 🌊 and wind",
    tags: ["Sea"],
    createMissingTags: true,
  };
  const created = await post(
    server,
    all,
    callOf("2026-07-28", { name: "create_entry", args: draft }),
  );
  const { entry } = created.body.result.structuredContent;
  for (const era of ERA_NAMES) {
    for (const token of [all, reader]) {
      for (const [name, args] of callsOf({ id: entry.id, tag: entry.tags[0].id })) {
        const call = callOf(era, { name, args });
        assert(isDirect(call), name);
        assert(!isDirect(servedBySdk(call)), name);
        const direct = withoutChance(await post(server, token, call));
        const served = withoutChance(await post(server, token, servedBySdk(call)));
        assert.deepEqual(direct, served, `${name} ${JSON.stringify(args)} in ${era}`);
      }
    }
  }
});

/** What makes a call one that the SDK has to look at, by what is done to a plain one. */
const UNUSUAL: Record<string, (call: Sent) => void> = {
  "no id": ({ body }) => delete body.id,
  "an id that is null": ({ body }) => body.id = null,
  "an id that is a fraction": ({ body }) => body.id = 1.5,
  "another JSON-RPC": ({ body }) => body.jsonrpc = "1.0",
  "a key beside the message's": ({ body }) => body.extra = 1,
  "a key beside the params'": ({ body }) => body.params.task = {},
  "an answer to a question": ({ body }) => body.params.inputResponses = {},
  "the state of a question": ({ body }) => body.params.requestState = "x",
  "arguments that are a list": ({ body }) => body.params.arguments = [1],
  "an unknown tool": ({ body }) => body.params.name = "nothing",
  "a _meta that is a text": ({ body }) => body.params._meta = "x",
  "an unknown version": ({ headers }) => headers["mcp-protocol-version"] = "2020-01-01",
  "the version of the other era": ({ headers }) =>
    headers["mcp-protocol-version"] = headers["mcp-method"] ? "2025-11-25" : "2026-07-28",
  "another method in the header": ({ headers }) => headers["mcp-method"] = "tools/list",
};

/** The same for what only a call of 2026-07-28 has. */
const UNUSUAL_MODERN: Record<string, (call: Sent) => void> = {
  "no version": ({ headers }) => delete headers["mcp-protocol-version"],
  "no method": ({ headers }) => delete headers["mcp-method"],
  "no name": ({ headers }) => delete headers["mcp-name"],
  "another name": ({ headers }) => headers["mcp-name"] = "get_entry",
  "no capabilities": ({ body }) => delete body.params._meta[CAPABILITIES],
  "capabilities of another form": ({ body }) => body.params._meta[CAPABILITIES] = { roots: 7 },
  "a client without a version": ({ body }) => body.params._meta[CLIENT_INFO] = { name: "x" },
  "an envelope of another revision": ({ body }) => body.params._meta[VERSION] = "2030-01-01",
  "an envelope of 2025": ({ body }) => body.params._meta[VERSION] = "2025-11-25",
};

Deno.test("whatever is unusual in a call is left to the SDK", () => {
  for (const era of ERA_NAMES) {
    const unusual = { ...UNUSUAL, ...era === "2026-07-28" && UNUSUAL_MODERN };
    for (const [what, change] of Object.entries(unusual)) {
      const call = callOf(era, { name: "whoami", args: {} });
      assert(isDirect(call), what);
      change(call);
      assert(!isDirect(call), `${what} in ${era}`);
    }
  }
});

Deno.test("a batch is left to the SDK", () => {
  const { headers, body } = callOf("2025-11-25", { name: "whoami", args: {} });
  for (const batch of [[], [body], [body, body]]) assert(!isDirect({ headers, body: batch }));
});
