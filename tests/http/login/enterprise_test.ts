import assert from "node:assert/strict";
import type { Account } from "../../../lib/identity/people/accounts.ts";
import { Connections } from "../../../lib/identity/people/connections.ts";
import { disableAccount, enableAccount } from "../../../lib/identity/people/manage_accounts.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { newPerson, statusOf } from "../../support/people/account.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { heading, submitTo } from "../../support/people/login.ts";
import { targetOf } from "../../support/people/connection.ts";
import {
  type EnterpriseClient,
  idJag,
  JWT_BEARER,
  redeem,
  registerEnterpriseClient,
} from "../../support/oauth/id_jag.ts";
import { register } from "../../support/oauth/oauth.ts";
import { type FaultProvider, startFaultProvider } from "../../support/servers/fault_provider.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const SCOPES = "user:read, entries:read, entries:write, tags:read";

interface Enterprise extends AsyncDisposable {
  provider: FaultProvider;
  server: TestServer;
  client: EnterpriseClient;
  /** Redeems an ID-JAG with these claims and this header. */
  ask(
    claims?: Record<string, unknown>,
    options?: { header?: Record<string, unknown>; form?: Record<string, string> },
  ): ReturnType<typeof redeem>;
}

async function openEnterprise(
  environment: Record<string, string> = {},
  now?: () => number,
): Promise<Enterprise> {
  const provider = await startFaultProvider();
  const server = await startServer({
    environment: { ...provider.environment, ENTERPRISE_SCOPES: SCOPES, ...environment },
    now,
  });
  const client = await registerEnterpriseClient(server);
  return {
    ...{ provider, server, client },
    async ask(claims, { header, form } = {}) {
      const { client_id } = client;
      const assertion = await idJag(provider, { server, client_id }, claims, header);
      return await redeem(server, client, { assertion, ...form });
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function whoami(server: TestServer, token: string) {
  return await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
}

/** Signs Kody in at /account, by the provider. */
async function signIn({ server, provider }: Enterprise): Promise<Browser> {
  const browser = new Browser(server.url);
  const { url } = await submitTo(browser, await browser.go("/account"), { path: "/login" });
  const page = await browser.go((await new Browser(provider.issuer).go(url)).url);
  assert.equal(heading(page), "Your account");
  return browser;
}

async function accounts({ server }: Enterprise): Promise<unknown[]> {
  return await Array.fromAsync(server.store.read.list({ prefix: ["identity", "account"] }));
}

Deno.test("an ID-JAG is redeemed for a token of the same person, without a page", async () => {
  await using enterprise = await openEnterprise();
  const browser = await signIn(enterprise);
  const { status, body } = await enterprise.ask();
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.token_type, "Bearer");
  assert.equal(body.expires_in, 3600);
  assert.equal(body.scope, "user:read entries:read entries:write");
  assert.equal(body.refresh_token, undefined);
  assert.match(JSON.stringify(await whoami(enterprise.server, body.access_token)), /kody@example/);
  assert.equal((await accounts(enterprise)).length, 1);
  const grants = enterprise.server.store.read.list<{ expiresAt: number }>({
    prefix: ["identity", "record", "Grant"],
  });
  for await (const { value } of grants) assert(value.expiresAt <= Date.now() + 3_601_000);

  const page = await browser.go("/account");
  assert.match(page.html, /<h3[^>]*>The company&#39;s assistant<\/h3>/);
  assert.match(page.html, /Example Inc\. has let it in for you/);
  await submitTo(browser, page, { path: "/account/disconnect", press: valueOf(page.html) });
  assert.equal(await statusOf(enterprise.server.resource, body.access_token), 401);
});

function valueOf(html: string): string {
  return /<button[^>]*name="app"[^>]*value="([^"]*)"/.exec(html)![1];
}

Deno.test("the first ID-JAG of a person opens their account, and a sign-in finds it", async () => {
  await using enterprise = await openEnterprise();
  const { status } = await enterprise.ask({ name: "Kody" });
  assert.equal(status, 200);
  await signIn(enterprise);
  assert.equal((await accounts(enterprise)).length, 1);
});

Deno.test("an ID-JAG never reaches an account by its e-mail address", async () => {
  await using enterprise = await openEnterprise();
  await newPerson(enterprise.server, "Kody");
  const claims = { email: "kody@example.com", email_verified: true };
  const { status, body } = await enterprise.ask(claims);
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_grant");
  assert.match(String(body.error_description), /has to sign in here once, on a page/);
});

Deno.test("an account that is disabled while an ID-JAG is redeemed gets no token of it", async () => {
  await using enterprise = await openEnterprise();
  const { server } = enterprise;
  await signIn(enterprise);
  const accounts = server.store.read.list<Account>({ prefix: ["identity", "account"] });
  const [{ value: { subject } }] = await Array.fromAsync(accounts);
  const connections = new Connections(server.store, { now: Date.now, onEnded() {} });
  beforeCommitOf(server.store, "AccessToken", async () => {
    await disableAccount(server.store, { subject, now: Date.now() });
    await connections.endAll(subject);
  });
  const { status, body } = await enterprise.ask();
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_grant");
  assert.match(String(body.error_description), /disabled here/);
  await enableAccount(server.store, subject);
  for (const place of [["record", "AccessToken"], ["record", "Grant"], ["by_grant"]]) {
    const rows = server.store.read.list({ prefix: ["identity", ...place] });
    assert.deepEqual(await Array.fromAsync(rows), [], place.join());
  }
});

/** Does `work` once, before the first commit that sets a record of a model: a fault of time. */
function beforeCommitOf({ write }: Store, model: string, work: () => Promise<void>): void {
  const atomic = write.atomic.bind(write);
  write.atomic = () => {
    const operation = atomic();
    const [set, commit] = [operation.set.bind(operation), operation.commit.bind(operation)];
    let isIt = false;
    operation.set = (key, ...rest) => {
      isIt ||= key[1] === "record" && key[2] === model;
      return set(key, ...rest);
    };
    operation.commit = async () => {
      if (isIt) {
        write.atomic = atomic;
        await work();
      }
      return await commit();
    };
    return operation;
  };
}

Deno.test("it gives what it names, the operator allows and the client wants", async () => {
  await using enterprise = await openEnterprise();
  const scopeOf = async (claims: Record<string, unknown>, scope?: string) => {
    const form: Record<string, string> = scope === undefined ? {} : { scope };
    const { body } = await enterprise.ask(claims, { form });
    return body.scope ?? body.error;
  };
  assert.equal(await scopeOf({ scope: "entries:read entries:private" }), "entries:read");
  assert.equal(await scopeOf({ scope: "entries:private" }), "invalid_scope");
  assert.equal(await scopeOf({ scope: ["entries:read tags:read"] }), "entries:read tags:read");
  assert.equal(await scopeOf({}, "entries:read tags:read"), "entries:read");
  assert.equal(await scopeOf({}, "tags:write"), "invalid_scope");
  const everyday = "user:read entries:read entries:write tags:read";
  assert.equal(await scopeOf({ scope: undefined }), everyday);
});

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

Deno.test("a slash at the end of the audience and of the resource is nothing", async () => {
  await using enterprise = await openEnterprise();
  const { url, resource } = enterprise.server;
  const { status } = await enterprise.ask({ aud: `${url}/`, resource: `${resource}/` });
  assert.equal(status, 200);
});

Deno.test("keys that the provider rotates are found by their id", async () => {
  await using enterprise = await openEnterprise();
  await enterprise.provider.rotateKeys();
  assert.equal((await enterprise.ask()).status, 200);
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

Deno.test("LOGIN_ALLOW and LOGIN_SIGN_UP hold for ID-JAGs as for sign-ins", async () => {
  await using closed = await openEnterprise({ LOGIN_SIGN_UP: "off" });
  assert.match(String((await closed.ask()).body.error_description), /has to sign in here once/);

  await using some = await openEnterprise({ LOGIN_ALLOW: "@example.com, group:writers" });
  const says = async (claims: Record<string, unknown>) => {
    const { status, body } = await some.ask(claims);
    return status === 200 ? "let in" : body.error_description;
  };
  assert.match(String(await says({})), /not open to its person/);
  const email = "kody@example.com";
  assert.match(String(await says({ email, email_verified: false })), /not open to its person/);
  assert.equal(await says({ sub: "ada", groups: ["writers"] }), "let in");
  await signIn(some);
  assert.equal(await says({}), "let in", "by the address of the last sign-in");
  assert.match(String(await says({ email: "kody@other.example" })), /not open to its person/);
});

Deno.test("what is not turned on is neither announced nor taken", async () => {
  await using enterprise = await openEnterprise();
  const metadataOf = async ({ url }: TestServer) =>
    await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json();
  const on = await metadataOf(enterprise.server);
  assert(on.grant_types_supported.includes(JWT_BEARER));
  const profile = "urn:ietf:params:oauth:grant-profile:id-jag";
  assert.deepEqual(on.authorization_grant_profiles_supported, [profile]);

  await using server = await startServer({ environment: enterprise.provider.environment });
  const off = await metadataOf(server);
  assert(!off.grant_types_supported.includes(JWT_BEARER));
  assert.equal("authorization_grant_profiles_supported" in off, false);
  await assert.rejects(registerEnterpriseClient(server), /invalid_redirect_uri/);
  const client = await registerEnterpriseClient(server, {
    redirect_uris: ["https://client.example/callback"],
  });
  const assertion = await idJag(enterprise.provider, { server, ...client });
  const { body } = await redeem(server, client, { assertion });
  assert.equal(body.error, "unsupported_grant_type");
});
