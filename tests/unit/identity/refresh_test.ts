import assert from "node:assert/strict";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  RESOURCE,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { token } from "../../support/oauth/oauth.ts";

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

let identity: Identity;
let browser: Browser;
let passed = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ now: () => Date.now() + passed });
  browser = await signedUpBrowser(identity);
});

Deno.test.beforeEach(() => {
  passed = 0;
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

interface Tokens {
  client_id: string;
  refresh_token: string;
}

function refresh({ client_id, refresh_token }: Tokens, extra: Record<string, string> = {}) {
  return token(identity, { grant_type: "refresh_token", client_id, refresh_token, ...extra });
}

Deno.test("a refresh token is issued without offline_access and rotates", async () => {
  const first = await freshTokens(identity, browser);
  const { status, body: second } = await refresh(first);
  assert.equal(status, 200);
  assert.notEqual(second.access_token, first.access_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal((await identity.server.introspect(second.access_token)).aud, RESOURCE);
});

Deno.test("a refresh token is issued with offline_access too", async () => {
  const tokens = await freshTokens(identity, browser, "entries:read offline_access");
  assert.equal(tokens.scope, "entries:read");
  assert.equal((await refresh(tokens)).status, 200);
});

Deno.test("a refresh may narrow the scope and never widen it", async () => {
  const tokens = await freshTokens(identity, browser, "entries:read tags:read");
  const wider = await refresh(tokens, { scope: "entries:read entries:private" });
  assert.equal(wider.body.error, "invalid_scope");
  const narrower = await refresh(tokens, { scope: "tags:read" });
  assert.equal(narrower.body.scope, "tags:read");
});

Deno.test("refreshes at once share one answer, and the token is used up once", async () => {
  const tokens = await freshTokens(identity, browser);
  const answers = await Promise.all([refresh(tokens), refresh(tokens), refresh(tokens)]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
  const [{ body }] = answers;
  for (const answer of answers) assert.deepEqual(answer.body, body);
  assert.equal((await identity.server.introspect(body.access_token)).active, true);
  assert.equal((await refresh({ ...tokens, refresh_token: body.refresh_token })).status, 200);
});

Deno.test("of two different refreshes at once one wins and the grant lives on", async () => {
  const tokens = await freshTokens(identity, browser, "entries:read tags:read");
  const answers = await Promise.all([
    refresh(tokens),
    refresh(tokens, { scope: "tags:read" }),
    refresh(tokens, { scope: "entries:read" }),
  ]);
  const won = answers.filter(({ status }) => status === 200);
  const lost = answers.filter(({ status }) => status === 400);
  assert.equal(won.length, 1);
  assert.deepEqual(lost.map(({ body }) => body.error), ["invalid_grant", "invalid_grant"]);
  const { body } = won[0];
  assert.equal((await identity.server.introspect(body.access_token)).active, true);
  assert.equal((await refresh({ ...tokens, refresh_token: body.refresh_token })).status, 200);
});

Deno.test("a different refresh that comes moments after the rotation loses without harm", async () => {
  const tokens = await freshTokens(identity, browser);
  const { body: winner } = await refresh(tokens);
  passed = 9 * SECOND;
  const late = await refresh(tokens, { scope: "entries:read" });
  assert.equal(late.body.error, "invalid_grant");
  assert.equal((await identity.server.introspect(winner.access_token)).active, true);
});

Deno.test("a replay after the grace revokes the whole family", async () => {
  const tokens = await freshTokens(identity, browser);
  const { body: winner } = await refresh(tokens);
  passed = 11 * SECOND;
  const replay = await refresh(tokens);
  assert.equal(replay.body.error, "invalid_grant");
  assert.deepEqual(await identity.server.introspect(winner.access_token), { active: false });
  const next = await refresh({ ...tokens, refresh_token: winner.refresh_token });
  assert.equal(next.body.error, "invalid_grant");
});

Deno.test("a grant that is used lives longer than one idle life", async () => {
  const tokens = await freshTokens(identity, browser);
  const { client_id } = tokens;
  passed = 20 * DAY;
  const { body: second } = await refresh(tokens);
  passed = 45 * DAY;
  const { status, body: third } = await refresh({ client_id, refresh_token: second.refresh_token });
  assert.equal(status, 200);
  assert.equal((await identity.server.introspect(third.access_token)).active, true);
  passed = 76 * DAY;
  const idle = await refresh({ client_id, refresh_token: third.refresh_token });
  assert.equal(idle.body.error, "invalid_grant");
});

Deno.test("another client cannot refresh with a token", async () => {
  const tokens = await freshTokens(identity, browser);
  const { client_id } = await freshTokens(identity, browser);
  const { body } = await refresh({ ...tokens, client_id });
  assert.equal(body.error, "invalid_grant");
});

Deno.test("another resource is refused before the refresh token is used up", async () => {
  const tokens = await freshTokens(identity, browser);
  const { body } = await refresh(tokens, { resource: "https://evil.example/mcp" });
  assert.equal(body.error, "invalid_target");
  assert.equal((await refresh(tokens)).status, 200);
});
