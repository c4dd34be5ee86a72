import assert from "node:assert/strict";
import { createJournalHandler, parseRequest, type RequestContext } from "../../lib/mcp/mod.ts";
import { startClaimServer } from "../support/servers/claim_server.ts";
import { connect as connectApp, targetOf } from "../support/people/connection.ts";
import { listenTo } from "../support/clients/listener.ts";
import { ERAS, type McpClient } from "../support/clients/mcp_clients.ts";
import { post } from "../support/oauth/oauth.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { callTool, send } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

const connect = ERAS["2026-07-28"];
const TAGS = "epicme://tags";

Deno.test("a listener hears of every kind of change, and only of what it asked for", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const one = (await create(client, { title: "One" })).id;
  const other = (await create(client, { title: "Other" })).id;
  await using listener = await listenTo(server.resource, {
    token,
    uris: [TAGS, `epicme://entries/${one}`],
  });

  for (
    const [tool, args] of [
      ["update_entry", { id: one, title: "One more" }],
      ["delete_entry", { id: one }],
      ["restore_entry", { id: one }],
      ["add_tag_to_entry", { id: one, tag: "Work" }],
    ] as const
  ) {
    if (tool === "add_tag_to_entry") {
      await client.call("create_tag", { name: "Work" });
      await listener.hears(TAGS);
    }
    listener.forget();
    const { isError, text } = await client.call(tool, args);
    assert(!isError, text);
    await Promise.all([listener.hears("list"), listener.hears(`epicme://entries/${one}`)]);
  }
  listener.forget();
  await client.call("update_entry", { id: other, title: "Another" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(other)), []);
});

Deno.test("a listener hears of a file when its entry changes, and of no file of another entry", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const attachments = [`data:text/plain;base64,${btoa("Tide")}`];
  const one = await create(client, { title: "One", attachments });
  const other = await create(client, { title: "Other", attachments });
  const fileOf = async ({ id }: { id: string }) => {
    const { content } = await client.call("get_entry", { id });
    return content.find(({ uri }) => uri?.startsWith("epicme://attachments/")).uri as string;
  };
  const uris = [await fileOf(one), await fileOf(other)];
  await using listener = await listenTo(server.resource, { token, uris });
  await client.call("delete_entry", { id: one.id });
  await listener.hears(uris[0]);
  assert(!listener.heard.includes(uris[1]));
});

Deno.test("a listener hears nothing of another person's thousand changes", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "100000" } });
  const ada = await person(server, "Ada").token(...EVERYTHING);
  const bob = await person(server, "Bob").token(...EVERYTHING);
  await using writer = await connect(server.resource, ada);
  const { id } = await create(writer, { title: "Ada's" });
  const { structured: { tag } } = await writer.call("create_tag", { name: "Ada's" });
  const uris = [
    TAGS,
    `epicme://tags/${tag.id}`,
    `epicme://entries/${id}`,
    "epicme://users/current",
  ];
  await using bobs = await listenTo(server.resource, { token: bob, uris });
  await using adas = await listenTo(server.resource, { token: ada, uris });

  for (let n = 0; n < 1_000; n += 50) {
    await Promise.all(
      Array.from(
        { length: 50 },
        (_, k) =>
          k % 2
            ? writer.call("update_entry", { id, title: `Change ${n + k}` })
            : create(writer, { title: `Entry ${n + k}` }),
      ),
    );
  }
  await writer.call("update_tag", { id: tag.id, name: "Still Ada's" });
  await Promise.all(uris.slice(0, 3).map((uri) => adas.hears(uri)));

  // Bob's own change comes after them on Bob's stream: whatever leaked would be there by now.
  await callTool(server.resource, {
    era: "2026-07-28",
    token: bob,
    tool: "create_entry",
    args: { title: "Bob's", content: "Mine" },
  });
  await bobs.hears(TAGS);
  assert.deepEqual([...bobs.heard].sort(), [TAGS, "list"]);
});

Deno.test("without entries:private a listener hears of no private entry, until it can see it", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const everything = await ada.token(...EVERYTHING);
  const open = await ada.token(...EVERYTHING.filter((scope) => scope !== "entries:private"));
  await using client = await connect(server.resource, everything);
  const { id } = await create(client, { title: "Secret", isPrivate: true });
  const uris = [TAGS, `epicme://entries/${id}`];
  await using listener = await listenTo(server.resource, { token: open, uris });
  await using owner = await listenTo(server.resource, { token: everything, uris });

  await client.call("update_entry", { id, title: "More secret" });
  await create(client, { title: "Another secret", isPrivate: true });
  await owner.hears(`epicme://entries/${id}`);
  const { id: visible } = await create(client, { title: "For all to see" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(id)), []);

  await client.call("update_entry", { id, isPrivate: false });
  await listener.hears(`epicme://entries/${id}`);
  listener.forget();
  await client.call("update_entry", { id, isPrivate: true });
  await listener.hears(`epicme://entries/${id}`);
  listener.forget();
  await client.call("update_entry", { id, title: "Secret again" });
  await client.call("update_entry", { id: visible, title: "Still for all" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(id)), []);
});

Deno.test("without entries:private a listener hears of no tag that only private entries have", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const everything = await ada.token(...EVERYTHING);
  const open = await ada.token(...EVERYTHING.filter((scope) => scope !== "entries:private"));
  await using client = await connect(server.resource, everything);
  await using listener = await listenTo(server.resource, { token: open, uris: [TAGS] });
  await using owner = await listenTo(server.resource, { token: everything, uris: [TAGS] });

  const tagged = { tags: ["Hidden"], createMissingTags: true };
  await create(client, { title: "Secret", isPrivate: true, ...tagged });
  const { structured: { tag } } = await client.call("create_tag", { name: "Hidden, too" });
  await client.call("update_tag", { id: tag.id, name: "Still hidden" });
  await owner.hears(TAGS);
  owner.forget();
  await client.call("delete_tag", { id: tag.id });
  await owner.hears(TAGS);
  assert.deepEqual(listener.heard, []);

  await create(client, { title: "For all to see", ...tagged });
  await listener.hears(TAGS);
});

Deno.test("a listener hears nothing that its scopes do not cover", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  await using client = await connect(server.resource, await ada.token(...EVERYTHING));
  await using profile = await listenTo(server.resource, { token: await ada.token("user:read") });
  await using tags = await listenTo(server.resource, { token: await ada.token("tags:read") });

  await create(client, { title: "One" });
  await tags.hears("list");
  assert.deepEqual(profile.heard, []);

  const refused = await send(server.resource, {
    era: "2026-07-28",
    token: await ada.token("user:read"),
    method: "subscriptions/listen",
    params: { notifications: { resourceSubscriptions: [TAGS] } },
  });
  assert.equal(refused.status, 403);
  assert.match(refused.headers.get("www-authenticate") ?? "", /scope="tags:read"/);
});

Deno.test("a stream ends when its token is revoked, and others go on", async () => {
  await using server = await startServer();
  const app = await connectApp(targetOf(server), {
    name: "Ada",
    parameters: { scope: EVERYTHING.join(" "), resource: server.resource },
  });
  const first = app.tokens.access_token;
  const second = await person(server, "Ada").token(...EVERYTHING);
  await using revoked = await listenTo(server.resource, { token: first });
  await using other = await listenTo(server.resource, { token: second });

  await post(app.target, "/oauth/revoke", {
    form: { token: first, client_id: app.client_id },
  });
  assert.equal(await revoked.closed, "graceful");

  await using client = await connect(server.resource, second);
  await create(client, { title: "One" });
  await other.hears("list");
  assert.deepEqual(revoked.heard, []);
});

Deno.test("a stream ends when its token expires", async () => {
  let ahead = 0;
  await using server = await startServer({ now: () => Date.now() + ahead });
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using listener = await listenTo(server.resource, { token });
  ahead = 25 * 3_600_000;
  assert.equal(await listener.closed, "graceful");
});

Deno.test("a stream ends with its token while another's check hangs, which ends in time, too", async () => {
  const asked: string[] = [];
  const hanging = Promise.withResolvers<Response>();
  await using claimServer = await startClaimServer({
    environment: { INTROSPECTION_CACHE_SECONDS: "0" },
    // Deaf to the signal that would stop it: no limit of the guard's own helps.
    async fetch(input, init) {
      const token = init?.body instanceof URLSearchParams && init.body.get("token") || "";
      asked.push(token);
      return token === "hanging" && hangs ? await hanging.promise : await fetch(input, init);
    },
  });
  let hangs = false;
  const { server, tokens, claims } = claimServer;
  for (const token of ["hanging", "revoked", "good"]) tokens[token] = claims({ sub: token });
  await using slow = await listenTo(server.resource, { token: "hanging" });
  await using revoked = await listenTo(server.resource, { token: "revoked" });
  await using good = await listenTo(server.resource, { token: "good" });
  const order: string[] = [];
  const ended = Promise.all([
    revoked.closed.then(() => order.push("revoked")),
    slow.closed.then(() => order.push("hanging")),
  ]);

  asked.length = 0;
  hangs = true;
  await comesAbout(() => asked.includes("hanging"));
  delete tokens.revoked;
  await comesAbout(() => order.length === 2);
  await ended;
  assert.deepEqual(order, ["revoked", "hanging"]);
  hanging.resolve(Response.json(tokens.hanging));

  await using client = await connect(server.resource, "good");
  await create(client, { title: "One" });
  await good.hears("list");
});

Deno.test("a person can have a hundred streams, and another one when one has ended", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  const listening = new AbortController();
  const open = (signal: AbortSignal) => listenRaw(server.resource, { token, signal });
  const streams = await Promise.all(Array.from({ length: 100 }, () => open(listening.signal)));
  assert(streams.every(({ status }) => status === 200));
  const refused = await open(listening.signal);
  assert.equal(refused.status, 429);
  assert(refused.headers.has("retry-after"));
  await refused.body?.cancel();

  await streams[0].body!.cancel();
  const again = await eventually(() => open(listening.signal), ({ status }) => status === 200);
  await Promise.all([...streams.slice(1), again].map(({ body }) => body!.cancel()));
});

Deno.test("a stream that cannot begin does not count", async () => {
  const handler = createJournalHandler({
    version: "0.0.0-test",
    publicUrl: new URL("http://localhost"),
    toolVisibility: "all",
    onFault: () => {},
    sealKey: new Uint8Array(32),
  });
  // The database is away.
  const context = { scopes: new Set(), watch: () => Promise.reject(new Error("Away")) };
  let open = 0;
  const openStream = () => {
    open++;
    return { ends: new AbortController().signal, onEnd: () => void open-- };
  };
  const answering = handler.fetch(new Request("http://localhost/mcp", { method: "POST" }), {
    context: context as unknown as RequestContext,
    sealBinding: "",
    request: parseRequest({ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params: {} }),
    openStream,
  });
  await assert.rejects(answering, /Away/);
  assert.equal(open, 0);
  await handler.close();
});

async function create(client: McpClient, args: Record<string, unknown>): Promise<{ id: string }> {
  const { structured } = await client.call("create_entry", { content: "Something", ...args });
  return structured.entry;
}

/** Opens a stream as bytes on the wire. */
function listenRaw(resource: string, { token, signal }: { token: string; signal: AbortSignal }) {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const params = { notifications: { resourcesListChanged: true }, _meta };
  return fetch(resource, {
    method: "POST",
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "subscriptions/listen",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params }),
  });
}

/** Waits for twenty seconds at the most. */
async function comesAbout(isIt: () => boolean): Promise<void> {
  for (let tries = 0; !isIt(); tries++) {
    if (tries === 200) throw new Error("It did not come about");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function eventually(
  attempt: () => Promise<Response>,
  isIt: (response: Response) => boolean,
): Promise<Response> {
  for (let tries = 0; tries < 50; tries++) {
    const response = await attempt();
    if (isIt(response)) return response;
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It did not come about");
}
