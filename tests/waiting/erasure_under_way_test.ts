import assert from "node:assert/strict";
import { beginJob } from "../../lib/erasure/job.ts";
import { openSecrets } from "../../lib/identity/storage/secrets.ts";
import { secondInstance } from "../support/people/account.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { callTool, ERA_NAMES } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";
import {
  deleteMyData,
  dump,
  isEmptied,
  isErasing,
  moveIn,
  rowsWith,
  settle,
} from "../processes/erasure/helpers.ts";

const era = "2026-07-28";
const DRAFT = { title: "Written too late", content: "by an app that did not know" };

Deno.test("another process that still believes in a token writes nothing with it", async () => {
  await using server = await startServer();
  await using second = await secondInstance(server);
  const ada = await moveIn(server, "Adelheid");
  const token = ada.connections[0].tokens.access_token;
  const create = (resource: string) =>
    callTool(resource, { era, token, tool: "create_entry", args: DRAFT });
  assert.equal((await create(second.resource)).status, 200);
  await deleteMyData(server.resource, token);
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(second.resource)));
  for (const { status, body } of answers) {
    assert(status !== 200 || body.result.isError, JSON.stringify(body));
  }
  for (let status = 200; status !== 401;) {
    status = (await create(second.resource)).status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await settle(server);
  assert.deepEqual(rowsWith([...ada.words, DRAFT.title], await dump(server.store)), []);
});

Deno.test("writers that never stop leave nothing behind", async () => {
  await using server = await startServer();
  const ada = await moveIn(server, "Adelheid");
  const [{ tokens }, other] = ada.connections;
  const statuses = new Set<number>();
  const writers = Array.from({ length: 4 }, async () => {
    for (let status = 200; status === 200;) {
      const call = { era, token: other.tokens.access_token, tool: "create_entry" } as const;
      const answer = await callTool(server.resource, { ...call, args: DRAFT });
      status = answer.body.result?.isError ? 409 : answer.status;
      statuses.add(status);
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await deleteMyData(server.resource, tokens.access_token);
  await Promise.all(writers);
  assert(!statuses.has(500));
  await settle(server);
  assert.deepEqual(rowsWith([...ada.words, DRAFT.title], await dump(server.store)), []);
});

Deno.test("what is written back by a request that was under way goes with the last look", async () => {
  await using server = await startServer();
  const ada = await moveIn(server, "Adelheid");
  await deleteMyData(server.resource, ada.connections[0].tokens.access_token);
  const { store } = server;
  while (!await isEmptied(store)) await new Promise((resolve) => setTimeout(resolve, 20));
  const late = { subject: ada.subject, signedInAt: 1, seenAt: 1 };
  await store.write.set(["identity", "record", "AccountSession", "late"], late);
  await store.write.set(["activity", ada.userId, "late"], { tool: "create_entry" });
  await settle(server);
  assert.deepEqual(rowsWith(ada.words, await dump(store)), []);
});

Deno.test("an erasure is not done before every process has had its time", async () => {
  let late = 0;
  await using server = await startServer({ now: () => Date.now() + late });
  const ada = await moveIn(server, "Adelheid");
  await deleteMyData(server.resource, ada.connections[0].tokens.access_token);
  while (!await isEmptied(server.store)) await new Promise((resolve) => setTimeout(resolve, 20));
  late = 140_000;
  await using _ = await secondInstance(server, { now: () => Date.now() + late });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert(await isErasing(server.store), "30 s of cache and 2 minutes for requests");
  await settle(server);
});

Deno.test("after a long outage an erasure still gives every process its time", async () => {
  await using server = await startServer();
  const ada = await moveIn(server, "Adelheid");
  const { subject, userId } = ada;
  await beginJob(server.store, { subject, userId }, Date.now() - 3_600_000);
  await using _ = await secondInstance(server);
  while (!await isEmptied(server.store)) await new Promise((resolve) => setTimeout(resolve, 20));
  await using _other = await secondInstance(server);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert(await isErasing(server.store));
  await settle(server);
});

Deno.test("with an external server nothing opens meanwhile, and then an empty journal", async () => {
  await using authorizationServer = await startServer();
  const environment = {
    AUTH_ISSUER: authorizationServer.url,
    INTROSPECTION_CLIENT_ID: "epicme-resource-server",
    INTROSPECTION_CLIENT_SECRET: (await openSecrets(authorizationServer.store)).resourceServer,
    TOKEN_AUDIENCE: authorizationServer.resource,
  };
  await using server = await startServer({ environment });
  const { resource } = server;
  const token = await person(authorizationServer, "Adelheid").token(...EVERYTHING);
  const call = { era, token } as const;
  assert.equal(
    (await callTool(resource, { ...call, tool: "create_entry", args: DRAFT })).status,
    200,
  );
  const { structured, questions, text } = await deleteMyData(resource, token);
  assert.deepEqual(structured, { erased: true, account: "kept elsewhere" });
  assert.match(questions[0], /account is kept by another server and stays there/);
  assert.match(text, /begins an empty journal/);
  for (const tool of ["list_entries", "create_entry", "delete_my_data"]) {
    const { status, body, headers } = await callTool(resource, { ...call, tool, args: DRAFT });
    assert.equal(status, 409);
    assert.match(body.error.message, /is being deleted/);
    assert.equal(headers.get("access-control-allow-origin"), "*");
  }
  await settle(server, { environment });
  while ((await callTool(resource, { ...call, tool: "whoami" })).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { body: { result } } = await callTool(resource, { ...call, tool: "list_entries" });
  assert.deepEqual(result.structuredContent.entries, []);
  assert.equal(
    (await callTool(resource, { ...call, tool: "create_entry", args: DRAFT })).status,
    200,
  );
});

Deno.test("a client that cannot ask is sent where it can be done", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  for (const era of ERA_NAMES) {
    const { body } = await callTool(server.resource, { era, token, tool: "delete_my_data" });
    assert(body.result.isError);
    assert(
      body.result.content[0].text.endsWith(
        `They can do it themselves at ${server.url}/account/delete.`,
      ),
    );
  }
  assert.equal(await isErasing(server.store), false);
});

Deno.test("a person who says no keeps everything", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:write", "entries:write");
  const questions: string[] = [];
  await using client = await ERAS[era](server.resource, token, (question) => {
    questions.push(question);
    return "decline";
  });
  await client.call("create_entry", { ...DRAFT, isPrivate: true });
  const { isError, text } = await client.call("delete_my_data");
  assert(isError);
  assert.match(text, /did not agree, so nothing was done/);
  assert.equal(await isErasing(server.store), false);
  assert.doesNotMatch(questions[0], /\d/, "No number that the token may not see");
});
