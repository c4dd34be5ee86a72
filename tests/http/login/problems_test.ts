import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { textOf } from "../../support/people/account.ts";
import { heading } from "../../support/people/login.ts";
import { type Faults, startFaultProvider } from "../../support/servers/fault_provider.ts";
import { startServer } from "../../support/servers/server.ts";
import { signIn } from "./at_provider.ts";

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

Deno.test("what the provider says of an error is shown as text, and not for ever", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.faults = { redirect: { error: `<b>${"x".repeat(500)}` } };
  const page = await signIn(server, provider);
  assert.equal(heading(page), "Example Inc. did not sign you in");
  assert.match(page.html, /<code>&lt;b&gt;x{50,60}…<\/code>/);
});
