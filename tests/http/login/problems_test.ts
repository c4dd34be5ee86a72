import assert from "node:assert/strict";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { secondInstance, textOf } from "../../support/people/account.ts";
import { goToProvider, heading, submitTo } from "../../support/people/login.ts";
import {
  type FaultProvider,
  type Faults,
  startFaultProvider,
} from "../../support/servers/fault_provider.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Goes to the provider and returns where it answers. */
async function answerOf(browser: Browser, provider: FaultProvider): Promise<URL> {
  const url = await goToProvider(browser, await browser.go("/account"));
  return (await new Browser(provider.issuer).go(url)).url;
}

/** The page that somebody sees who signs in. */
async function signIn(server: TestServer, provider: FaultProvider): Promise<View> {
  const browser = new Browser(server.url);
  return await browser.go(await answerOf(browser, provider));
}

const MINUTE = 60;

interface Problem {
  faults?: Faults;
  person?: Record<string, unknown>;
  environment?: Record<string, string>;
  status: number;
  title: string;
  /** What the person reads that they can do. */
  advice: RegExp;
  /** Whether the operator finds it in the log. */
  isLogged?: boolean;
}

const PROBLEMS: Record<string, Problem> = {
  "the person cancels there": {
    faults: { redirect: { error: "access_denied" } },
    status: 403,
    title: "Example Inc. did not sign you in",
    advice: /Try again, or ask whoever looks after your account/,
  },
  "it does not know this client": {
    faults: { redirect: { error: "unauthorized_client" } },
    status: 502,
    title: "Example Inc. does not know this server",
    advice: /tell the person who runs this server/,
    isLogged: true,
  },
  "our secret is wrong": {
    faults: { token: { status: 401, body: { error: "invalid_client" } } },
    status: 502,
    title: "Example Inc. does not know this server",
    advice: /Its log says what is wrong/,
    isLogged: true,
  },
  "our secret is wrong, and it says so in a challenge": {
    faults: {
      token: {
        ...{ status: 401, body: { error: "invalid_client" } },
        headers: { "www-authenticate": 'Basic realm="x"' },
      },
    },
    status: 502,
    title: "Example Inc. does not know this server",
    advice: /tell the person who runs this server/,
    isLogged: true,
  },
  "its token endpoint is broken": {
    faults: { token: { status: 500, body: {} } },
    status: 503,
    title: "Example Inc. does not answer",
    advice: /Try again in a minute/,
    isLogged: true,
  },
  "its clock is ahead": {
    faults: { iat: 10 * MINUTE, exp: 15 * MINUTE, claims: { nbf: Date.now() / 1000 + 600 | 0 } },
    status: 502,
    title: "The clocks do not agree",
    advice: /the clock of this server or that of Example Inc\. is wrong/,
    isLogged: true,
  },
  "its clock is behind": {
    faults: { iat: -15 * MINUTE, exp: -10 * MINUTE },
    status: 502,
    title: "The clocks do not agree",
    advice: /If it happens again, tell the person who runs this server/,
    isLogged: true,
  },
  "it signs with a key that it does not publish": {
    faults: { key: "unknown" },
    status: 503,
    title: "Example Inc. has changed its keys",
    advice: /Try again in a minute/,
    isLogged: true,
  },
  "somebody else has signed": {
    faults: { key: "forged" },
    status: 502,
    title: "This answer was not accepted",
    advice: /Try again/,
    isLogged: true,
  },
  "the ID token is meant for another client": {
    faults: { claims: { aud: "another" } },
    status: 502,
    title: "This answer was not accepted",
    advice: /Try again/,
    isLogged: true,
  },
  "the ID token is of another issuer": {
    faults: { claims: { iss: "https://other.example.com" } },
    status: 502,
    title: "This answer was not accepted",
    advice: /Try again/,
    isLogged: true,
  },
  "the ID token belongs to another request": {
    faults: { claims: { nonce: "another" } },
    status: 502,
    title: "This answer was not accepted",
    advice: /Try again/,
    isLogged: true,
  },
  "the redirect names another issuer (RFC 9207)": {
    faults: { redirect: { code: "x", iss: "https://other.example.com" } },
    status: 502,
    title: "This answer was not accepted",
    advice: /Try again/,
    isLogged: true,
  },
  "the address is not confirmed there": {
    person: { sub: "eve", email: "ada@example.com", email_verified: false },
    status: 403,
    title: "Your e-mail address is not confirmed",
    advice: /the address ada@example\.com is yours\. Confirm it there, then sign in again/,
  },
  "the address is not confirmed, and the rules need one": {
    person: { sub: "eve", email: "eve@example.com" },
    environment: { LOGIN_ALLOW: "@example.com" },
    status: 403,
    title: "Your e-mail address is not confirmed",
    advice: /Confirm it there/,
  },
  "the rules let in others": {
    person: { sub: "eve", name: "Eve", email: "eve@other.example.com", email_verified: true },
    environment: { LOGIN_ALLOW: "@example.com, ada@other.example.com, group:writers" },
    status: 403,
    title: "This server is not open to you",
    advice: /you are eve@other\.example\.com.*another account.*or ask the person who runs/,
  },
};

for (const [name, problem] of Object.entries(PROBLEMS)) {
  Deno.test(`when ${name}, nobody is signed in and a page says what to do`, async () => {
    await using provider = await startFaultProvider();
    const environment = { ...provider.environment, ...problem.environment };
    await using server = await startServer({ environment });
    provider.faults = problem.faults ?? {};
    provider.person = problem.person ?? provider.person;
    const page = await signIn(server, provider);
    assert.equal(heading(page), problem.title);
    assert.equal(page.response?.status, problem.status);
    assert.match(textOf("alert", page)!, problem.advice);
    assert.match(page.html, /<a href="\/account">Back to signing in<\/a>/);
    assert.equal(server.log.errors.length > 0, problem.isLogged === true);
    assert.doesNotMatch(JSON.stringify(server.log), /kody|\beve\b|ada@|a-secret-of-the-client/i);
    const accounts = server.store.read.list({ prefix: ["identity", "account"] });
    assert.deepEqual(await Array.fromAsync(accounts), []);

    provider.faults = {};
    provider.person = { sub: "kody", email: "kody@example.com", email_verified: true };
    assert.equal(heading(await signIn(server, provider)), "Your account", "it heals by itself");
  });
}

Deno.test("while the provider is away a page says so, and people with a password get in", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.faults = { status: 503 };
  const browser = new Browser(server.url);
  const sign = await browser.go("/account");
  assert.match(sign.html, /name="password"/);
  const form = /<form[^>]*action="\/account\/login".*?<\/form>/s.exec(sign.html)![0];
  const page = await browser.submit({ ...sign, html: form }, {});
  assert.equal(heading(page), "Example Inc. does not answer");
  assert.equal(page.response?.status, 503);
  provider.faults = {};
  assert.equal(heading(await signIn(server, provider)), "Your account");
});

Deno.test("our secret goes to no endpoint by plain http, wherever the metadata point", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  // It would be reached, and is none of the addresses that count as this machine.
  const asked: string[] = [];
  await using elsewhere = Deno.serve(
    { hostname: "127.0.0.2", port: 0, onListen() {} },
    ({ url }) => {
      asked.push(url);
      return new Response();
    },
  );
  const { hostname, port } = elsewhere.addr;
  provider.faults = { metadata: { token_endpoint: `http://${hostname}:${port}/token` } };
  assert.equal(heading(await signIn(server, provider)), "Example Inc. does not answer");
  assert.match(JSON.stringify(server.log.errors), /login_failed.*unreachable/);
  assert.deepEqual(asked, []);
});

Deno.test("a secret that is refused as Basic is sent in the body, where the provider lists both", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const methods = ["client_secret_basic", "client_secret_post"];
  provider.faults = {
    metadata: { token_endpoint_auth_methods_supported: methods },
    takesPostOnly: true,
  };
  for (const requests of [2, 1]) {
    provider.paths.length = 0;
    assert.equal(heading(await signIn(server, provider)), "Your account");
    assert.equal(provider.paths.filter((path) => path === "/token").length, requests);
  }
});

Deno.test("keys that were changed a while ago are read anew", async () => {
  await using provider = await startFaultProvider();
  let passed = 0;
  await using server = await startServer({
    environment: provider.environment,
    now: () => Date.now() + passed,
  });
  assert.equal(heading(await signIn(server, provider)), "Your account");
  await provider.rotateKeys();
  assert.equal(heading(await signIn(server, provider)), "Example Inc. has changed its keys");
  passed = 61 * MINUTE * 1000;
  assert.equal(heading(await signIn(server, provider)), "Your account");
});

Deno.test("an answer counts once, in the browser in which it began, for ten minutes", async () => {
  await using provider = await startFaultProvider();
  let passed = 0;
  await using server = await startServer({
    environment: provider.environment,
    now: () => Date.now() + passed,
  });
  const eve = new Browser(server.url);
  const answer = await answerOf(eve, provider);
  const victim = new Browser(server.url);
  for (const browser of [victim, new Browser(server.url)]) {
    await answerOf(browser, provider);
    assert.equal(heading(await browser.go(answer)), "This took too long", "not in this browser");
    assert.equal(heading(await browser.go("/account")), "Sign in");
  }
  assert.equal(heading(await eve.go(answer)), "Your account");
  assert.equal(heading(await eve.go(answer)), "This took too long", "used up");
  const late = await answerOf(victim, provider);
  passed = 11 * MINUTE * 1000;
  assert.equal(heading(await victim.go(late)), "This took too long", "too late");
});

Deno.test("of two answers at once one signs in", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const browser = new Browser(server.url);
  const answer = await answerOf(browser, provider);
  const pages = await Promise.all([browser.go(answer), browser.go(answer)]);
  assert.deepEqual(pages.map(heading).sort(), ["This took too long", "Your account"]);
});

Deno.test("another website begins no sign-in", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const forged = await new Browser(server.url).go("/account/login", { method: "POST", headers });
  assert.equal(forged.response?.status, 403);
  assert.deepEqual(provider.paths, []);
});

Deno.test("the request has PKCE, state, nonce and our one redirect URI", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  await signIn(server, provider);
  const { asked } = provider;
  assert.equal(asked.get("redirect_uri"), `${server.url}/account/login/callback`);
  assert.equal(asked.get("code_challenge_method"), "S256");
  assert.equal(asked.get("response_type"), "code");
  assert.equal(asked.get("scope"), "openid email profile");
  for (const name of ["code_challenge", "state", "nonce"]) assert(asked.get(name)!.length >= 43);
});

Deno.test("a document of the provider that has no end is not read to it", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.faults = { metadata: { padding: "x".repeat(300 * 1024) } };
  const browser = new Browser(server.url);
  const page = await submitTo(browser, await browser.go("/account"), { path: "/login" });
  assert.equal(heading(page), "Example Inc. does not answer");
});

Deno.test("what the provider says of an error is shown as text, and not for ever", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.faults = { redirect: { error: `<b>${"x".repeat(500)}` } };
  const page = await signIn(server, provider);
  assert.equal(heading(page), "Example Inc. did not sign you in");
  assert.match(page.html, /<code>&lt;b&gt;x{50,60}…<\/code>/);
});

Deno.test("a way that one instance has begun ends at another, once for both", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  await using second = await secondInstance(server, { environment: provider.environment });
  const { origin } = new URL(second.resource);
  let there = false;
  const browser = new Browser(server.url, (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(there ? new Request(`${origin}${pathname}${search}`, request) : request);
  });
  const answer = await answerOf(browser, provider);
  there = true;
  assert.equal(heading(await browser.go(answer)), "Your account");
  there = false;
  assert.equal(heading(await browser.go("/account")), "Your account");
  assert.equal(heading(await browser.go(answer)), "This took too long");
});
