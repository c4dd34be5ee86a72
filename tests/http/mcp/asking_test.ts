import assert from "node:assert/strict";
import { CLIENTS, ERAS, type Reply } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { type RawAnswer, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const connect = ERAS["2026-07-28"];
const DRAFT = { title: "Old letters", content: "Nobody's business" };
const FORMS = { elicitation: {} };

Deno.test("an entry is purged once the person agrees, and not before", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const replies: ReturnType<Reply>[] = ["decline", "cancel", "accept"];
  const questions: string[] = [];
  await using client = await connect(server.resource, token, (question) => {
    questions.push(question);
    return replies.shift()!;
  });
  const { entry: { id } } = (await client.call("create_entry", DRAFT)).structured;
  await client.call("delete_entry", { id });
  for (const answer of ["decline", "cancel"]) {
    const { isError, text } = await client.call("purge_entry", { id });
    assert(isError, answer);
    assert.match(text, /did not agree, so nothing was done\. Do not try again/);
    assert(!(await client.call("get_entry", { id })).isError);
  }
  assert(!(await client.call("purge_entry", { id })).isError);
  assert((await client.call("get_entry", { id })).isError);
  assert.equal(questions.length, 3);
  assert.match(questions[0], /^Delete the entry "Old letters" and all its revisions for ever\?/);

  const { activity } = (await client.call("list_activity", { limit: 100 })).structured;
  const purges = activity.filter(({ tool }: { tool: string }) => tool === "purge_entry");
  assert.deepEqual(
    purges.map(({ outcome }: { outcome: string }) => outcome),
    ["ok", "asked", "declined", "asked", "declined", "asked"],
  );
});

Deno.test("a client that cannot ask is told where the person can do it", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const accept: Reply = () => assert.fail("Nobody can be asked");
  const clients = [
    await connect(server.resource, token),
    await CLIENTS["SDK 1.x"](server.resource, token, accept),
    await CLIENTS["SDK 2.x legacy"](server.resource, token, accept),
  ];
  for (const client of clients) {
    const { entry: { id } } = (await client.call("create_entry", DRAFT)).structured;
    const { isError, text } = await client.call("purge_entry", { id });
    assert(isError);
    assert(
      text.endsWith(`They can delete it for ever themselves at ${server.url}/account/trash.`),
      text,
    );
    assert(!(await client.call("get_entry", { id })).isError);
    await client[Symbol.asyncDispose]();
  }
  const { body: legacy } = await send(server.resource, {
    era: "2025-11-25",
    token,
    method: "tools/call",
    params: {
      name: "purge_entry",
      arguments: { id: await anyId() },
      _meta: { "io.modelcontextprotocol/clientCapabilities": FORMS },
    },
  });
  assert.match(legacy.result.content[0].text, /at .*\/account\/trash\.$/, "Whatever else it says");
  const { body } = await purge(server.resource, { token, id: "x", capabilities: {} });
  assert.match(body.result.content[0].text, /no entry/, "What is not there is said first");

  async function anyId(): Promise<string> {
    await using client = await connect(server.resource, token);
    return (await client.call("list_entries")).structured.entries[0].id;
  }
});

Deno.test("a yes is good for one person, client, entry and version, and for five minutes", async () => {
  await using server = await startServer();
  const { resource } = server;
  const ada = person(server, "Ada");
  const token = await ada.token(...EVERYTHING);
  await using client = await connect(resource, token);
  const make = async () => (await client.call("create_entry", DRAFT)).structured.entry.id as string;
  const [id, other] = [await make(), await make()];
  const asked = (await purge(resource, { token, id })).body.result;
  assert.equal(asked.resultType, "input_required");
  const state = asked.requestState as string;

  const elsewhere = await ada.token(...EVERYTHING);
  const eve = await person(server, "Eve").token(...EVERYTHING);
  for (
    const [whose, call] of Object.entries({
      "another client's": { token: elsewhere, id, state },
      "another person's": { token: eve, id, state },
      forged: { token, id, state: forge(state, id) },
      "cut off": { token, id, state: state.slice(0, -1) },
      empty: { token, id, state: "" },
    })
  ) {
    const { body } = await purge(resource, call);
    assert.equal(body.error?.code, -32602, `${whose} state: ${JSON.stringify(body)}`);
  }

  const { activity } = (await client.call("list_activity", { limit: 3 })).structured;
  assert.deepEqual(
    activity.map(({ outcome, entryId }: Record<string, string>) => [outcome, entryId]),
    Array.from({ length: 3 }, () => ["invalid", id]),
    "What was refused leaves a record",
  );

  const { now } = Date;
  try {
    Date.now = () => now() + 301_000;
    assert.equal((await purge(resource, { token, id, state })).body.error?.code, -32602, "Late");
  } finally {
    Date.now = now;
  }

  assertAsks(await purge(resource, { token, id: other, state }), "Another entry");
  assertAsks(
    await purge(resource, { token, id, responses: { agreement: YES } }),
    "Without a state",
  );
  assertAsks(await purge(resource, { token, id, state, responses: {} }), "Without an answer");
  const misplaced = { token, id, state, responses: { other: YES, agreement: { roots: [] } } };
  assertAsks(await purge(resource, misplaced), "An answer to something else");
  await client.call("update_entry", { id, title: "Newer letters" });
  const again = await purge(resource, { token, id, state });
  assertAsks(again, "The entry has changed since");

  assert(!(await client.call("get_entry", { id })).isError);
  assert(!(await client.call("get_entry", { id: other })).isError);
  const { requestState } = again.body.result;
  const purged = await purge(resource, { token, id, state: requestState });
  assert.equal(purged.body.result.structuredContent.entry.version, 2);
  const replayed = await purge(resource, { token, id, state: requestState });
  assert.match(replayed.body.result.content[0].text, /no entry/);
  assert.deepEqual(server.log.errors, []);
});

Deno.test("a client that can only open pages is not sent a form", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const { entry: { id } } = (await client.call("create_entry", DRAFT)).structured;
  const capabilities = { elicitation: { url: {} } };
  const { body } = await purge(server.resource, { token, id, capabilities });
  assert(body.result.isError);
  assertAsks(
    await purge(server.resource, {
      token,
      id,
      capabilities: { elicitation: { url: {}, form: {} } },
    }),
    "A client with forms",
  );
});

const YES = { action: "accept", content: {} };

/** Calls purge_entry as a client would in the second round, with a yes unless told otherwise. */
function purge(
  resource: string,
  call: {
    token: string;
    id: string;
    state?: string;
    responses?: Record<string, unknown>;
    capabilities?: Record<string, unknown>;
  },
): Promise<RawAnswer> {
  const { token, id, state, capabilities = FORMS } = call;
  const responses = call.responses ?? (state === undefined ? undefined : { agreement: YES });
  return send(resource, {
    era: "2026-07-28",
    token,
    capabilities,
    method: "tools/call",
    params: {
      name: "purge_entry",
      arguments: { id },
      ...(state !== undefined && { requestState: state }),
      ...(responses && { inputResponses: responses }),
    },
  });
}

function assertAsks({ body }: RawAnswer, why: string): void {
  assert.equal(body.result?.resultType, "input_required", `${why}: ${JSON.stringify(body)}`);
  assert.match(body.result.inputRequests.agreement.params.message, /for ever\?/);
}

/** The state with another expiry, under the seal of the true one. */
function forge(state: string, id: string): string {
  const [prefix, body, seal] = state.split(".");
  const read = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
  assert(JSON.stringify(read).includes(id));
  const forged = btoa(JSON.stringify({ ...read, exp: read.exp + 1_000 })).replaceAll("+", "-")
    .replaceAll("/", "_").replace(/=+$/, "");
  return [prefix, forged, seal].join(".");
}
