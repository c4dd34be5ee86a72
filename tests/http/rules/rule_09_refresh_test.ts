import assert from "node:assert/strict";
import { connect, type Connection, targetOf } from "../../support/people/connection.ts";
import { post, token } from "../../support/oauth/oauth.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** 405 tells a good token: the endpoint knows it, and serves POST only. */
async function isGood({ resource }: TestServer, accessToken: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(resource, { headers });
  await response.body?.cancel();
  assert([401, 405].includes(response.status), String(response.status));
  return response.status === 405;
}

async function outcome(answer: ReturnType<Connection["refresh"]>): Promise<string> {
  const { status, body } = await answer;
  return body.error ? `${status} ${body.error}` : String(status);
}

Deno.test("Rule 9: a refresh token rotates", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const { status, body } = await kody.refresh();
  assert.equal(status, 200);
  assert(await isGood(server, body.access_token));
  assert.notEqual(body.refresh_token, kody.tokens.refresh_token);
  assert.equal(await outcome(kody.refresh({ refresh_token: body.refresh_token })), "200");
});

Deno.test("Rule 9: refreshes at once do not end the grant", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const answers = await Promise.all(Array.from({ length: 5 }, () => kody.refresh()));
  const winner = answers.find(({ status }) => status === 200);
  assert(winner);
  assert(await isGood(server, winner.body.access_token));
  const { refresh_token } = winner.body;
  assert.equal(await outcome(kody.refresh({ refresh_token })), "200");
});

Deno.test("Rule 9: a refresh that comes just after the answer to one like it shares the answer", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const kody = await connect(targetOf(server));
  const { body: first } = await kody.refresh();
  passed = 9_000;
  const { status, body: again } = await kody.refresh();
  assert.equal(status, 200);
  assert.deepEqual(again, first);
  assert(await isGood(server, again.access_token));
  const { refresh_token } = again;
  assert.equal(await outcome(kody.refresh({ refresh_token })), "200");
});

Deno.test("Rule 9: an answer is shared no longer once its refresh token was used", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const { body: { refresh_token } } = await kody.refresh();
  const { body: third } = await kody.refresh({ refresh_token });
  assert.equal(await outcome(kody.refresh()), "400 invalid_grant");
  assert(await isGood(server, third.access_token));
});

Deno.test("Rule 9: a refresh that differs from the one before gets nothing of its answer", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const stranger = await connect(targetOf(server), { name: "Sam" });
  const { body: second } = await kody.refresh();
  const { refresh_token } = kody.tokens;
  assert.equal(await outcome(stranger.refresh({ refresh_token })), "400 invalid_grant");
  assert.equal(await outcome(kody.refresh({ scope: "tags:read" })), "400 invalid_grant");
  assert(await isGood(server, second.access_token));
});

Deno.test("Rule 9: an answer whose grant was revoked since is not given again", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const { body: { refresh_token: token } } = await kody.refresh();
  const form = { token, client_id: kody.client_id };
  assert.equal((await post(kody.target, "/oauth/revoke", { form })).status, 200);
  assert.equal(await outcome(kody.refresh()), "400 invalid_grant");
});

Deno.test("Rule 9: a replay after that revokes the whole family", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const kody = await connect(targetOf(server));
  const { body: second } = await kody.refresh();
  assert(await isGood(server, second.access_token));
  passed = 11_000;
  assert.equal(await outcome(kody.refresh()), "400 invalid_grant");
  assert.equal(await isGood(server, second.access_token), false);
  const { refresh_token } = second;
  assert.equal(await outcome(kody.refresh({ refresh_token })), "400 invalid_grant");
});

Deno.test("Rule 9: a refresh token lives for 30 idle days, and use renews it", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const kody = await connect(targetOf(server));
  passed += 29.9 * DAY_MS;
  const { body: { refresh_token } } = await kody.refresh();
  passed += 29.9 * DAY_MS;
  const { status, body } = await kody.refresh({ refresh_token });
  assert.equal(status, 200);
  passed += 30.1 * DAY_MS;
  const last = kody.refresh({ refresh_token: body.refresh_token });
  assert.equal(await outcome(last), "400 invalid_grant");
});

Deno.test("Rule 9: a flood of one grant type hides no answer to the other", async () => {
  await using server = await startServer();
  const kody = await connect(targetOf(server));
  const code = {
    grant_type: "authorization_code",
    client_id: kody.client_id,
    code: "unknown",
    redirect_uri: kody.authorization.redirectUri,
    code_verifier: kody.authorization.verifier,
  };
  const flood = Array.from({ length: 300 }, () => outcome(token(kody.target, code)));
  for (const answer of await Promise.all(flood)) assert.match(answer, /^(400 invalid_grant|429)/);
  assert.equal(await outcome(kody.refresh({ refresh_token: "unknown" })), "400 invalid_grant");
  assert.equal(await outcome(kody.refresh()), "200");
});
