import assert from "node:assert/strict";
import { createJournalHandler, parseRequest, type RequestContext } from "../../lib/mcp/mod.ts";
import { startClaimServer } from "../support/servers/claim_server.ts";
import { connect as connectApp, targetOf } from "../support/people/connection.ts";
import { listenTo } from "../support/clients/listener.ts";
import { post } from "../support/oauth/oauth.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { startServer } from "../support/servers/server.ts";
import { comesAbout, connect, create, eventually, listenRaw } from "./listening.ts";

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
