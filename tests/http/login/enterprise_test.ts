import assert from "node:assert/strict";
import type { Account } from "../../../lib/identity/people/accounts.ts";
import { Connections } from "../../../lib/identity/people/connections.ts";
import { disableAccount, enableAccount } from "../../../lib/identity/people/manage_accounts.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { newPerson, statusOf } from "../../support/people/account.ts";
import { submitTo } from "../../support/people/login.ts";
import { idJag, JWT_BEARER, redeem, registerEnterpriseClient } from "../../support/oauth/id_jag.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";
import { accounts, openEnterprise, signIn, whoami } from "./enterprise.ts";

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
