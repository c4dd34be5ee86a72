import assert from "node:assert/strict";
import { rawRequest } from "../../../support/clients/raw_request.ts";
import { ERA_NAMES, send } from "../../../support/clients/rpc.ts";
import { person } from "../../../support/people/person.ts";
import { startServer } from "../../../support/servers/server.ts";

const JSON_FORM = "application/json";
const STREAM = "text/event-stream";

/** What clients send, and in which form they are answered in the 2025 revisions. */
const ACCEPT: [accept: string, form: string][] = [
  ["application/json", JSON_FORM],
  ["*/*", JSON_FORM],
  ["", JSON_FORM],
  ["text/event-stream", STREAM],
  ["application/json, text/plain, */*", JSON_FORM],
  ["text/event-stream, application/json", JSON_FORM],
  ["Application/JSON; charset=utf-8", JSON_FORM],
  ["application/*", JSON_FORM],
  ["text/*", STREAM],
  ["application/json;q=0, text/event-stream", STREAM],
  ["text/html,application/xhtml+xml,*/*;q=0.8", JSON_FORM],
];

const CALLS = [
  { method: "tools/call", params: { name: "whoami", arguments: {} } },
  { method: "tools/list" },
  { method: "resources/read", params: { uri: "epicme://users/current" } },
];

Deno.test("in 2025-11-25, a client is answered in a form that its Accept takes", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  for (const [accept, form] of ACCEPT) {
    for (const call of CALLS) {
      const headers = { accept };
      const answer = await send(server.resource, { era: "2025-11-25", token, headers, ...call });
      const what = `${call.method} as "${accept}"`;
      assert.equal(answer.status, 200, what);
      assert.equal(answer.headers.get("content-type"), form, what);
      assert(answer.body.result, what);
    }
  }
});

Deno.test("in 2026-07-28, a client is answered whatever its Accept", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  for (const [accept] of ACCEPT) {
    const headers = { accept };
    const answer = await send(server.resource, {
      era: "2026-07-28",
      token,
      headers,
      ...CALLS[0],
    });
    assert.equal(answer.status, 200, accept);
    assert.equal(answer.body.result.structuredContent.user.name, "Kody");
  }
});

Deno.test("a client that asks for progress and reads JSON only gets the result", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  const params = { ...CALLS[0].params, _meta: { progressToken: 1 } };
  for (const [accept, form] of ACCEPT.filter(([accept]) => !accept.includes(STREAM))) {
    const call = { era: "2025-11-25" as const, token, method: "tools/call", params };
    const answer = await send(server.resource, { ...call, headers: { accept } });
    assert.equal(answer.status, 200, accept);
    assert.equal(answer.headers.get("content-type"), form, accept);
    assert.equal(answer.body.result.structuredContent.user.name, "Kody");
  }
});

Deno.test("a client that reads streams only gets each answer of a batch as an event", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  const body = JSON.stringify(
    [1, 2].map((id) => ({ jsonrpc: "2.0", id, method: "tools/list" })),
  );
  const response = await fetch(server.resource, {
    method: "POST",
    headers: {
      accept: STREAM,
      "content-type": JSON_FORM,
      "mcp-protocol-version": "2025-03-26",
      authorization: `Bearer ${token}`,
    },
    body,
  });
  assert.equal(response.status, 200);
  const events = (await response.text()).split("\n\n").filter(Boolean);
  const ids = events.map((event) => JSON.parse(event.split("\n")[1].slice("data: ".length)).id);
  assert.deepEqual(ids, [1, 2]);
});

Deno.test("a client without Accept is answered, from its first message to a notification", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  const post = (message: object) =>
    rawRequest(server.local, {
      method: "POST",
      path: "/mcp",
      headers: [["Content-Type", "application/json"], ["Authorization", `Bearer ${token}`]],
      body: JSON.stringify({ jsonrpc: "2.0", ...message }),
    });
  const clientInfo = { name: "raw", version: "1" };
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
  const begun = await post({ id: 1, method: "initialize", params });
  assert.equal(begun.status, 200);
  assert.equal(JSON.parse(begun.body).result.protocolVersion, "2025-11-25");
  assert.equal((await post({ method: "notifications/initialized" })).status, 202);
});

Deno.test("what no client of the protocol reads is still not acceptable", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  for (const era of ERA_NAMES) {
    const headers = { accept: "text/html" };
    const { status } = await send(server.resource, { era, token, headers, method: "tools/list" });
    assert.equal(status, era === "2025-11-25" ? 406 : 200);
  }
});
