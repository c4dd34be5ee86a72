import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import {
  appNames,
  newPerson,
  sameOrigin,
  sendOwn,
  signIn,
  statusOf,
  textOf,
} from "../../support/people/account.ts";
import { register } from "../../support/oauth/oauth.ts";
import { SLOW_PASSWORDS } from "../../support/servers/quick_passwords.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Signs in with the request of a form and returns the answer before any redirect. */
function signInRaw(server: TestServer, headers: Record<string, string> = {}): Promise<Response> {
  const { email, password } = accountOf("Ada");
  return fetch(`${server.local}/account/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    headers: { origin: server.url, ...headers },
    redirect: "manual",
  });
}

function sessionCookie(response: Response): string {
  return response.headers.getSetCookie().find((cookie) => cookie.includes("epicme_account="))!;
}

Deno.test("nobody sees or disconnects another person's app", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const theirs = await register(target, { client_name: "Theirs" });
  const { browser: kody, tokens } = await connect(target, {
    name: "Kody",
    client_id: theirs.body.client_id,
  });
  const id = /name="app" value="([^"]+)"/.exec((await signIn(kody, "Kody")).html)![1];
  const { browser: ada, page } = await newPerson(server, "Ada");
  assert.deepEqual(appNames(page), []);

  const answers = [];
  for (const app of [id, "no such app", "", "x".repeat(5000)]) {
    const answer = await sendOwn(server, ada, { path: "/account/disconnect", form: { app } });
    answers.push(textOf("status", answer));
  }
  assert.deepEqual(new Set(answers), new Set(["This app was not connected any more."]));
  await sendOwn(server, ada, { path: "/account/disconnect-all" });
  await sendOwn(server, ada, { path: "/account/sign-out-everywhere" });
  assert.equal(await statusOf(server.resource, tokens.access_token), 200);
  assert.deepEqual(appNames(await kody.go("/account")), ["Theirs"]);
});

Deno.test("a form that another website sends is refused and changes nothing", async () => {
  await using server = await startServer();
  const { browser, tokens } = await connect(targetOf(server), { name: "Kody" });
  await signIn(browser, "Kody");
  const body = new URLSearchParams({
    disconnect: "apps",
    current_password: accountOf("Kody").password,
    new_password: "what the attacker likes",
  });
  const actions = ["disconnect-all", "password", "sign-out", "sign-out-everywhere"];
  for (
    const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site", origin: server.url },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]
  ) {
    for (const action of [...actions, "sign-in", "sign-up"]) {
      const forged = await browser.go(`/account/${action}`, { method: "POST", body, headers });
      assert.equal(forged.response?.status, 403, action);
      assert.deepEqual(forged.response?.headers.getSetCookie().filter(isSession), []);
    }
  }
  assert.equal(await statusOf(server.resource, tokens.access_token), 200);
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
  for (const action of actions) await browser.go(`/account/${action}?${body}`);
  assert.equal(await statusOf(server.resource, tokens.access_token), 200, "GET changes nothing");
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
});

Deno.test("a session that was planted in a browser is not the one that signs in", async () => {
  await using server = await startServer();
  const { page } = await newPerson(server, "Ada");
  const attacker = await signInRaw(server);
  const planted = sessionCookie(attacker).split(";")[0];
  const victim = await signInRaw(server, { cookie: planted });
  assert.notEqual(sessionCookie(victim).split(";")[0], planted);
  const old = await fetch(`${server.url}/account`, { headers: { cookie: planted } });
  assert.match(await old.text(), /<h1>Sign in<\/h1>/, "and it is of no use any more");
  const made = await signInRaw(server, { cookie: "epicme_account=chosen-by-somebody" });
  assert.doesNotMatch(sessionCookie(made), /chosen-by-somebody/);
  assert.equal(page.response?.status, 200);
});

Deno.test("the session's cookie is out of reach for scripts, other sites and the database", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const cookie = sessionCookie(await signInRaw(server));
  assert.match(cookie, /^epicme_account=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const secret = cookie.slice("epicme_account=".length).split(";")[0];
  for await (const { key, value } of server.store.read.list({ prefix: [] })) {
    assert.equal(Deno.inspect([key, value], { depth: 9 }).includes(secret), false);
  }
});

Deno.test("on https the cookie is for secure connections and for this very host", async () => {
  await using server = await startServer({
    environment: { PUBLIC_URL: "https://journal.example", SIGN_UP: "open" },
  });
  const toOrigin = (request: Request) => {
    const url = new URL(request.url);
    return fetch(new Request(`${server.local}${url.pathname}${url.search}`, request));
  };
  const browser = new Browser(server.url, toOrigin);
  await browser.submit(await browser.go("/account/sign-up"), { fill: accountOf("Ada") });
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
  const answer = await signInRaw(server);
  assert.match(
    sessionCookie(answer),
    /^__Host-epicme_account=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  assert.equal(answer.headers.get("location"), "/account");
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
});

Deno.test("a wrong password and an unknown account are answered alike, and are limited", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  await newPerson(server, "Ada");
  const known = await signIn(new Browser(server.url), "Ada", "wrong wrong");
  const unknown = await signIn(new Browser(server.url), "Bob", "wrong wrong");
  assert.equal(known.response?.status, 400);
  assert.match(known.html, /value="ada@example\.com"/);
  assert.doesNotMatch(known.html, /wrong wrong/);
  assert.equal(known.html.replaceAll("ada@", "@"), unknown.html.replaceAll("bob@", "@"));
  const guess = () => signIn(new Browser(server.url), "Ada", "wrong wrong");
  await Promise.all(Array.from({ length: 8 }, guess));
  const limited = await signIn(new Browser(server.url), "Ada");
  assert.equal(limited.response?.status, 429);
  assert.ok(Number(limited.response?.headers.get("retry-after")) > 0);
});

Deno.test("what a browser claims to be told is shown only if it is a sentence of ours", async () => {
  await using server = await startServer();
  for (const notice of ["<script>", "toString", "__proto__", "constructor"]) {
    const headers = { cookie: `epicme_notice=${encodeURIComponent(notice)}` };
    const html = await (await fetch(`${server.url}/account`, { headers })).text();
    assert.doesNotMatch(html, /role="status"/, notice);
  }
});

Deno.test("an account shows nothing of somebody else who connected an app in the same browser", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  await newPerson(server, "Ada");
  const page = await signIn(browser, "Ada");
  assert.match(page.html, /ada@example\.com/);
  assert.doesNotMatch(page.html, /[Kk]ody|A test client/);
});

Deno.test("a body that is too large is refused", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/account/sign-in`, {
    method: "POST",
    body: "x".repeat(100_000),
    headers: sameOrigin(server),
  });
  assert.equal(response.status, 413);
  await response.body?.cancel();
});

function isSession(cookie: string): boolean {
  return cookie.includes("epicme_account") || cookie.includes("epicme_session");
}
