import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { startClaimServer } from "../../support/servers/claim_server.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import type { TestServer } from "../../support/servers/server.ts";

const ERA = ERA_NAMES[0];
const SECOND_MS = 1000;

async function statusOf({ resource }: TestServer, token: string): Promise<number> {
  return (await send(resource, { era: ERA, token, method: "tools/list" })).status;
}

Deno.test("a missing sub is 401: there is nobody whose journal it could be", async () => {
  await using service = await startClaimServer();
  const { server, tokens, claims } = service;
  for (const [index, sub] of [undefined, ""].entries()) {
    tokens[`${index}`] = claims({ sub });
    const { status, headers } = await send(server.resource, {
      era: ERA,
      token: `${index}`,
      method: "tools/list",
    });
    assert.equal(status, 401);
    assert.equal(readChallenge(headers).error, "invalid_token");
  }
});

Deno.test("a missing scope is no scopes: listed tools, and 403 for each call", async () => {
  await using service = await startClaimServer();
  const { server, tokens, claims } = service;
  tokens.none = claims({ scope: undefined });
  assert.equal(await statusOf(server, "none"), 200);
  const { status, headers } = await callTool(server.resource, {
    era: ERA,
    token: "none",
    tool: "whoami",
  });
  assert.equal(status, 403);
  assert.equal(readChallenge(headers).scope, "user:read");
});

Deno.test("a missing exp is valid for the time of the cache, then it is asked for again", async () => {
  let passed = 0;
  await using service = await startClaimServer({
    now: () => Date.now() + passed,
    environment: { INTROSPECTION_CACHE_SECONDS: "30" },
  });
  const { server, tokens, claims, authorizationServer } = service;
  tokens.lasting = claims({ exp: undefined });
  assert.equal(await statusOf(server, "lasting"), 200);
  tokens.lasting = { active: false };
  passed = 25 * SECOND_MS;
  assert.equal(await statusOf(server, "lasting"), 200);
  assert.equal(authorizationServer.asked, 1);
  passed = 35 * SECOND_MS;
  assert.equal(await statusOf(server, "lasting"), 401);
});

Deno.test("nothing is believed beyond exp, however long the cache is", async () => {
  let passed = 0;
  await using service = await startClaimServer({
    now: () => Date.now() + passed,
    environment: { INTROSPECTION_CACHE_SECONDS: "3600" },
  });
  const { server, tokens, claims } = service;
  tokens.short = claims({ exp: Math.floor(Date.now() / 1000) + 20 });
  assert.equal(await statusOf(server, "short"), 200);
  passed = 15 * SECOND_MS;
  assert.equal(await statusOf(server, "short"), 200);
  passed = 21 * SECOND_MS;
  assert.equal(await statusOf(server, "short"), 401);
});

Deno.test("a refusal is remembered briefly: a token that becomes good is let in soon", async () => {
  let passed = 0;
  await using service = await startClaimServer({
    now: () => Date.now() + passed,
    environment: { INTROSPECTION_CACHE_SECONDS: "3600" },
  });
  const { server, tokens, claims, authorizationServer } = service;
  for (let i = 0; i < 5; i++) assert.equal(await statusOf(server, "later"), 401);
  assert.equal(authorizationServer.asked, 1);
  tokens.later = claims();
  passed = 10 * SECOND_MS;
  assert.equal(await statusOf(server, "later"), 200);
});

Deno.test("a token that is no bearer access token is 401", async () => {
  await using service = await startClaimServer();
  const { server, tokens, claims } = service;
  const changes = [{ token_type: "DPoP" }, { token_use: "refresh_token" }, { token_use: "id" }];
  for (const [index, change] of changes.entries()) {
    tokens[`${index}`] = claims(change);
    assert.equal(await statusOf(server, `${index}`), 401, JSON.stringify(change));
  }
  tokens.bearer = claims({ token_type: "bearer", token_use: "access_token" });
  assert.equal(await statusOf(server, "bearer"), 200);
});
