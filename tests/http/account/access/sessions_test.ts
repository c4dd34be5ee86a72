import { accountOf } from "../../../support/people/person.ts";
import assert from "node:assert/strict";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../../support/people/connection.ts";
import {
  furtherBrowser,
  newPerson,
  sendOwn,
  signIn,
  textOf,
} from "../../../support/people/account.ts";
import { authorize, register } from "../../../support/oauth/oauth.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

function post(server: TestServer, browser: Browser, path: string) {
  return sendOwn(server, browser, { path });
}

async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.go("/account")).html.includes("<h1>Your account</h1>");
}

async function asksForPassword(server: TestServer, browser: Browser): Promise<boolean> {
  const { body: { client_id } } = await register(targetOf(server));
  return (await authorize(browser, { client_id })).view.html.includes('name="password"');
}

Deno.test("a session that nobody uses ends after half an hour, one in use after twelve", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const { browser } = await newPerson(server, "Ada");
  passed = 29 * MINUTE;
  assert.equal(await isSignedIn(browser), true);
  passed = 58 * MINUTE;
  assert.equal(await isSignedIn(browser), true, "looking at the page keeps it");
  passed = 89 * MINUTE;
  assert.equal(await isSignedIn(browser), false);

  await signIn(browser, "Ada");
  const signedInAt = passed;
  while (passed < signedInAt + 12 * HOUR - 20 * MINUTE) {
    passed += 20 * MINUTE;
    if (passed < signedInAt + 12 * HOUR) assert.equal(await isSignedIn(browser), true);
  }
  passed = signedInAt + 12 * HOUR;
  assert.equal(await isSignedIn(browser), false);
});

Deno.test("what is pressed in a session that has ended changes nothing", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const { browser, page } = await newPerson(server, "Ada");
  passed = HOUR;
  const fill = { current_password: accountOf("Ada").password, new_password: "another one for me" };
  const over = await browser.submit(page, { having: "new_password", fill });
  assert.match(textOf("status", over)!, /Your session has ended, and nothing was changed/);
  assert.match((await signIn(browser, "Ada")).html, /<h1>Your account<\/h1>/);
});

Deno.test("signing out ends this browser's session and no other", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const other = new Browser(server.url);
  await signIn(other, "Ada");
  await post(server, browser, "/account/sign-out");
  assert.equal(await isSignedIn(browser), false);
  assert.equal(await isSignedIn(other), true);
});

Deno.test("after signing out the next app asks for the password again", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  await signIn(browser, "Kody");
  assert.equal(await asksForPassword(server, browser), false);
  await post(server, browser, "/account/sign-out");
  assert.equal(await asksForPassword(server, browser), true);
});

Deno.test("a browser that only connected an app can be signed out without a password", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  const page = await browser.go("/account");
  assert.match(page.html, /kody@example\.com is still signed in to this browser/);
  const out = await browser.submit(page, { having: "disconnect" });
  assert.match(textOf("status", out)!, /^You are signed out/);
  assert.doesNotMatch(out.html, /still signed in/);
  assert.equal(await asksForPassword(server, browser), true);
});

Deno.test("signing out everywhere ends every session of the person, and nobody else's", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  await signIn(browser, "Kody");
  const apart = new Browser(server.url);
  await signIn(apart, "Kody");
  const connecting = await furtherBrowser(server, "Kody");
  const { browser: somebodyElse } = await newPerson(server, "Ada");

  const out = await post(server, browser, "/account/sign-out-everywhere");
  assert.match(textOf("status", out)!, /^You are signed out everywhere/);
  for (const each of [browser, apart, connecting]) assert.equal(await isSignedIn(each), false);
  for (const each of [browser, connecting]) {
    assert.equal(await asksForPassword(server, each), true);
  }
  assert.equal(await isSignedIn(somebodyElse), true);
  assert.match((await signIn(browser, "Kody")).html, /<h1>Your account<\/h1>/);
});

Deno.test("a consent page that was open during it allows nothing any more", async () => {
  await using server = await startServer();
  const { browser, client_id } = await connect(targetOf(server), { name: "Kody" });
  await signIn(browser, "Kody");
  const stolen = await furtherBrowser(server, "Kody");
  const { view } = await authorize(stolen, { client_id });
  await post(server, browser, "/account/sign-out-everywhere");
  const late = await stolen.submit(view, { press: "allow" });
  assert.equal(late.response?.status, 400);
  assert.match(late.html, /no longer valid/);
});

Deno.test("a sign-in from before it that is finished after it does not count", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  const stolen = new Browser(server.url, holdingRedirects());
  const { body: { client_id } } = await register(targetOf(server));
  const { view } = await authorize(stolen, { client_id });
  const held = await stolen.submit(view, { fill: accountOf("Kody") });
  const resume = held.response!.headers.get("x-held")!;
  await post(server, browser, "/account/sign-out-everywhere");
  const consent = await stolen.go(resume);
  assert.equal(consent.html.includes('name="decision"'), false);
});

/** What ends every session of a person. */
const ENDS: Record<string, (server: TestServer, browser: Browser) => Promise<unknown>> = {
  "signing out everywhere": (server, browser) =>
    post(server, browser, "/account/sign-out-everywhere"),
  "changing the password": async (_server, browser) => {
    const fill = { current_password: accountOf("Kody").password, new_password: "another one here" };
    return await browser.submit(await browser.go("/account"), { having: "new_password", fill });
  },
};

for (const [name, end] of Object.entries(ENDS)) {
  Deno.test(`a session that a request writes back after ${name} does not come alive`, async () => {
    await using server = await startServer();
    const { browser } = await connect(targetOf(server), { name: "Kody" });
    await signIn(browser, "Kody");
    const stolen = await furtherBrowser(server, "Kody");
    await signIn(stolen, "Kody");
    const before = await sessionsOf(server);
    assert.equal(await asksForPassword(server, stolen), false);
    assert.equal(await isSignedIn(stolen), true);

    await end(server, browser);
    const after = (await sessionsOf(server)).map(({ key }) => String(key));
    assert.deepEqual(before.filter(({ key }) => after.includes(String(key))), []);
    for (const { key, value } of before) await server.store.write.set(key, value);
    assert.equal(await asksForPassword(server, stolen), true);
    assert.equal(await isSignedIn(stolen), false);
  });
}

async function sessionsOf({ store }: TestServer): Promise<Deno.KvEntry<unknown>[]> {
  const models = ["Session", "AccountSession"];
  const lists = models.map((model) => store.read.list({ prefix: ["identity", "record", model] }));
  return (await Promise.all(lists.map((list) => Array.fromAsync(list)))).flat();
}

/** Shows redirects as pages that name their target, so that a journey can stop half-way. */
function holdingRedirects() {
  return async (request: Request): Promise<Response> => {
    const response = await fetch(request);
    const location = response.headers.get("location");
    if (!location?.includes("/oauth/authorize/")) return response;
    const headers = new Headers(response.headers);
    headers.delete("location");
    headers.set("x-held", location);
    return new Response(null, { headers });
  };
}
