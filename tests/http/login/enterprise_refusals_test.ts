import assert from "node:assert/strict";
import { targetOf } from "../../support/people/connection.ts";
import { idJag, JWT_BEARER, redeem } from "../../support/oauth/id_jag.ts";
import { register } from "../../support/oauth/oauth.ts";
import { startFaultProvider } from "../../support/servers/fault_provider.ts";
import { accounts, openEnterprise } from "./enterprise.ts";

const now = () => Math.floor(Date.now() / 1000);

interface Refusal {
  claims?: () => Record<string, unknown>;
  header?: Record<string, unknown>;
  form?: Record<string, string>;
  error?: string;
  says: RegExp;
}

const REFUSALS: Record<string, Refusal> = {
  "another issuer": { claims: () => ({ iss: "https://evil.example" }), says: /its iss / },
  "another audience": { claims: () => ({ aud: "https://other.example" }), says: /its aud / },
  "several audiences": {
    claims: () => ({ aud: ["AUD", "https://other.example"] }),
    says: /several audiences/,
  },
  "another client": { claims: () => ({ client_id: "other" }), says: /another client/ },
  "another resource": {
    claims: () => ({ resource: "https://other.example/mcp" }),
    error: "invalid_target",
    says: /resource is not/,
  },
  "no resource": { claims: () => ({ resource: undefined }), says: /its resource/ },
  "no client": { claims: () => ({ client_id: undefined }), says: /its client_id/ },
  "no subject": { claims: () => ({ sub: undefined }), says: /its sub/ },
  "an empty subject": { claims: () => ({ sub: "" }), says: /its sub/ },
  "no jti": { claims: () => ({ jti: undefined }), says: /its jti/ },
  "no exp": { claims: () => ({ exp: undefined }), says: /its exp/ },
  "no iat": { claims: () => ({ iat: undefined }), says: /its iat/ },
  "a time that is over": {
    claims: () => ({ iat: now() - 600, exp: now() - 300 }),
    says: /has expired/,
  },
  "a time to come": { claims: () => ({ iat: now() + 600, exp: now() + 900 }), says: /its iat/ },
  "too long a life": {
    claims: () => ({ iat: now() - 7200, exp: now() + 7200 }),
    says: /has expired|its iat/,
  },
  "the type of an ID token": { header: { typ: "JWT" }, says: /its typ/ },
  "no type": { header: { typ: undefined }, says: /its typ/ },
  "a key that is not published": {
    header: { kid: "another" },
    says: /a key that the provider does not publish/,
  },
  "no signature": { form: { assertion: "eyJhbGciOiJub25lIn0.e30." }, says: /not signed as/ },
  "no JWT": { form: { assertion: "nonsense" }, says: /not signed as/ },
  "another resource in the request": {
    form: { resource: "https://other.example/mcp" },
    error: "invalid_target",
    says: /resource/,
  },
};

for (
  const [name, { claims, header, form, error = "invalid_grant", says }] of Object.entries(
    REFUSALS,
  )
) {
  Deno.test(`an ID-JAG with ${name} is refused and opens no account`, async () => {
    await using enterprise = await openEnterprise();
    const text = JSON.stringify(claims?.() ?? {}).replace('"AUD"', `"${enterprise.server.url}"`);
    const removed = Object.entries(claims?.() ?? {}).filter(([, value]) => value === undefined);
    const all = { ...JSON.parse(text), ...Object.fromEntries(removed) };
    const { status, body } = await enterprise.ask(all, { header, form });
    assert.equal(status, 400);
    assert.equal(body.error, error);
    assert.match(String(body.error_description), says);
    assert.deepEqual(await accounts(enterprise), []);
    assert.equal((await enterprise.ask()).status, 200, "a good one is taken");
  });
}

Deno.test("an ID-JAG that somebody else has signed is refused", async () => {
  await using enterprise = await openEnterprise();
  await using forger = await startFaultProvider();
  const { provider, server, client } = enterprise;
  const { kid } = JSON.parse(atob((await idJag(provider, { server, ...client })).split(".")[0]));
  const claims = { iss: provider.issuer };
  const assertion = await idJag(forger, { server, ...client }, claims, { kid });
  const { status, body } = await redeem(server, client, { assertion });
  assert.equal(status, 400);
  assert.match(String(body.error_description), /not signed as expected/);
});

Deno.test("an ID-JAG is used once: of two at the same time one is redeemed", async () => {
  await using enterprise = await openEnterprise();
  const { provider, server, client } = enterprise;
  const assertion = await idJag(provider, { server, ...client });
  const both = await Promise.all([1, 2].map(() => redeem(server, client, { assertion })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
  const again = await redeem(server, client, { assertion });
  assert.match(String(again.body.error_description), /was used already/);
});

Deno.test("while the provider's keys cannot be read, the client is told to come again", async () => {
  await using enterprise = await openEnterprise();
  enterprise.provider.faults = { status: 500 };
  const { status, body } = await enterprise.ask();
  assert.equal(status, 503);
  assert.equal(body.error, "temporarily_unavailable");
  assert.match(JSON.stringify(enterprise.server.log.errors), /login_failed/);
  enterprise.provider.faults = {};
  assert.equal((await enterprise.ask()).status, 200);
});

Deno.test("the client proves itself with its secret; one without a secret gets nothing", async () => {
  await using enterprise = await openEnterprise();
  const { provider, server, client } = enterprise;
  const assertion = await idJag(provider, { server, ...client });
  const wrong = { ...client, client_secret: "another" };
  assert.equal((await redeem(server, wrong, { assertion })).body.error, "invalid_client");
  const { client_id } = client;
  assert.equal((await redeem(server, { client_id }, { assertion })).body.error, "invalid_client");

  const ordinary = { redirect_uris: ["http://127.0.0.1/callback"], grant_types: [JWT_BEARER] };
  const publicClient = await register(targetOf(server), ordinary);
  assert.deepEqual(publicClient.body.grant_types, ["authorization_code", "refresh_token"]);
  const theirs = { client_id: publicClient.body.client_id };
  const jag = await idJag(provider, { server, ...theirs });
  assert.equal((await redeem(server, theirs, { assertion: jag })).status, 400);
  assert.deepEqual(await accounts(enterprise), []);
});
