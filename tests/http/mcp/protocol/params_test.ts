import assert from "node:assert/strict";
import { type Era, ERA_NAMES, send } from "../../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { startServer } from "../../../support/servers/server.ts";
import type { Json } from "../../../support/clients/json.ts";

const REFERENCE = { type: "ref/prompt", name: "weekly_review" };
const ARGUMENT = { name: "date", value: "20" };

/** Params with members that are null, which have a result as if those were absent. */
const NULLS: [method: string, params: Record<string, unknown>][] = [
  ...["tools/list", "prompts/list", "resources/list", "resources/templates/list"]
    .map((method): [string, Record<string, unknown>] => [method, { cursor: null }]),
  ["tools/call", { name: "whoami", arguments: null }],
  ["tools/call", { name: "whoami", task: null, requestState: null, inputResponses: null }],
  ["prompts/get", { name: "weekly_review", arguments: null }],
  ["prompts/get", { name: "weekly_review", arguments: { date: null, timeZone: "" } }],
  ["prompts/get", { name: "weekly_review", arguments: { date: null, sessionId: "s" } }],
  ["resources/read", { uri: "epicme://tags", cursor: null }],
  ["completion/complete", { ref: REFERENCE, argument: ARGUMENT, context: null }],
  ["completion/complete", { ref: REFERENCE, argument: ARGUMENT, context: { arguments: null } }],
];

/** Params that are wrong, with what the one sentence must say of them. */
const WRONG: [method: string, params: Record<string, unknown>, says: string][] = [
  ...["tools/list", "prompts/list", "resources/list", "resources/templates/list"]
    .flatMap((method): [string, Record<string, unknown>, string][] => [
      [method, { cursor: 7 }, "cursor is 7, not a text"],
      [method, { cursor: { a: 1 } }, "cursor is an object, not a text"],
    ]),
  ["resources/read", {}, "uri is missing"],
  ["resources/read", { uri: null }, "uri is missing"],
  ["resources/read", { uri: ["epicme://tags"] }, "uri is a list, not a text"],
  ["prompts/get", {}, "name is missing"],
  ["prompts/get", { name: 7 }, "name is 7, not a text"],
  ["prompts/get", { name: "weekly_review", arguments: [] }, "arguments is a list, not an object"],
  ["prompts/get", { name: "weekly_review", arguments: "x" }, 'arguments is "x", not an object'],
  [
    "prompts/get",
    { name: "weekly_review", arguments: { date: 20240501 } },
    "arguments.date is 20240501, not a text",
  ],
  [
    "prompts/get",
    { name: "weekly_review", arguments: { ["x".repeat(9_000)]: true } },
    `arguments.${"x".repeat(50)} is true, not a text`,
  ],
  ["tools/call", {}, "name is missing"],
  ["tools/call", { name: { a: 1 } }, "name is an object, not a text"],
  ["tools/call", { name: "whoami", arguments: [1] }, "arguments is a list, not an object"],
  ["tools/call", { name: "nothing", arguments: "x" }, 'arguments is "x", not an object'],
  ["completion/complete", {}, "ref is missing"],
  ["completion/complete", { ref: { type: "x" }, argument: ARGUMENT }, "ref has a form"],
  ["completion/complete", { ref: REFERENCE }, "argument is missing"],
  [
    "completion/complete",
    { ref: REFERENCE, argument: { name: "date", value: 7 } },
    "argument.value is 7, not a text",
  ],
  [
    "completion/complete",
    { ref: REFERENCE, argument: ARGUMENT, context: { arguments: { x: 7 } } },
    "context.arguments.x is 7, not a text",
  ],
];

const CLIENT = { name: "raw", version: "1" };

/** Of the handshake, which only the 2025 revisions have. */
const WRONG_IN_2025: typeof WRONG = [
  ["initialize", {}, "protocolVersion is missing"],
  ["initialize", { protocolVersion: 7, capabilities: {}, clientInfo: CLIENT }, "is 7, not a text"],
  ["initialize", { protocolVersion: "2025-11-25", clientInfo: CLIENT }, "capabilities is missing"],
  [
    "initialize",
    { protocolVersion: "2025-11-25", capabilities: { roots: 7 }, clientInfo: CLIENT },
    "capabilities.roots is 7, not an object",
  ],
  ["tools/call", { name: "whoami", task: 7 }, "task is 7, not an object"],
];

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, members of params that are null are absent`, async () => {
    await using server = await openServer(era);
    for (const [method, params] of NULLS) {
      const { status, body } = await server.ask(method, params);
      assert.equal(status, 200);
      assert(body.result && !body.result.isError, `${method}: ${JSON.stringify(body)}`);
    }
  });

  Deno.test(`in ${era}, wrong params are the client's fault, told in one sentence`, async () => {
    await using server = await openServer(era);
    for (
      const [method, params, says] of era === "2025-11-25" ? [...WRONG, ...WRONG_IN_2025] : WRONG
    ) {
      const { body: { error } } = await server.ask(method, params);
      assert.equal(error?.code, -32602, `${method} ${JSON.stringify(params)}`);
      assert(error.message.startsWith(`Invalid params of ${method}: `), error.message);
      assert(error.message.includes(says), error.message);
      assert.match(error.message, /^[^\n{}[\]]{10,200}$/);
    }
  });

  Deno.test(`in ${era}, no method ends with an internal error, whatever its params are`, async () => {
    await using server = await openServer(era);
    const methods = [
      ...["ping", "initialize", "server/discover", "logging/setLevel", "resources/subscribe"],
      ...["subscriptions/listen", "tasks/get", "roots/list", "notifications/cancelled"],
      ...new Set(WRONG.map(([method]) => method)),
    ];
    const params = [
      ...[null, [], 7, "x", {}, { level: "loud" }, { _meta: 7 }, { _meta: { progressToken: {} } }],
      ...[{ name: null, uri: null, ref: null }, { notifications: 7 }, { name: "", uri: "" }],
      { name: "whoami", inputResponses: 7, requestState: 7 },
    ];
    for (const method of methods) {
      for (const each of params) {
        const { status, body } = await server.post({ method, params: each });
        assert(status < 500);
        assert.notEqual(body?.error?.code, -32603, method);
        assert.doesNotMatch(body?.error?.message ?? "", /[\n{}[\]]/, method);
      }
    }
  });
}

Deno.test("params that are null are absent, in a batch too", async () => {
  await using server = await openServer("2025-11-25");
  for (const method of ["ping", "tools/list", "prompts/list", "resources/list"]) {
    const { body } = await server.post({ method, params: null });
    assert(body.result, method);
  }
  const call = { method: "tools/call", params: { name: "whoami", arguments: null } };
  const sent = [{ method: "ping", params: null }, call, { method: "tools/call", params: null }]
    .map((message, id) => ({ jsonrpc: "2.0", id, ...message }));
  const { body } = await server.post(sent);
  const answers: Json[] = JSON.parse(body).sort((a: Json, b: Json) => a.id - b.id);
  assert.deepEqual(answers[0].result, {});
  assert.match(answers[1].result.content[0].text, /Kody/);
  assert.equal(answers[2].error.message, "Invalid params of tools/call: params is missing");
});

Deno.test("a handshake with capabilities that are null ends well", async () => {
  await using server = await openServer("2025-11-25");
  const { body } = await server.ask("initialize", {
    protocolVersion: "2025-11-25",
    capabilities: { elicitation: null, roots: { listChanged: null }, experimental: null },
    clientInfo: { ...CLIENT, title: null, icons: null },
    _meta: null,
  });
  assert.equal(body.result.serverInfo.name, "epicme");
});

Deno.test("a mistyped argument of a prompt names the nearest one", async () => {
  await using server = await openServer("2026-07-28");
  const params = { name: "weekly_review", arguments: { time_zone: "UTC" } };
  const { body: { error } } = await server.ask("prompts/get", params);
  assert.match(error.message, /no argument "time_zone", the nearest is timeZone\. weekly_review/);
});

async function openServer(era: Era) {
  const server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  return {
    ask: (method: string, params: Record<string, unknown>) =>
      // A header must name what is read, too (MCP 2026-07-28, Transports).
      send(server.resource, {
        ...{ era, token, method, params },
        headers: typeof params.uri === "string" ? { "mcp-name": params.uri } : {},
      }),
    /** Sends a message, or some, without what an era adds to params. */
    async post(message: object) {
      const isList = Array.isArray(message);
      const body = JSON.stringify(isList ? message : { jsonrpc: "2.0", id: 1, ...message });
      const method = isList ? "" : (message as { method: string }).method;
      return await send(server.resource, { era, token, method, body });
    },
    async [Symbol.asyncDispose]() {
      assert.deepEqual(server.log.errors, []);
      await server[Symbol.asyncDispose]();
    },
  };
}
