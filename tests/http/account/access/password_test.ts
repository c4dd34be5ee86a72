import { accountOf } from "../../../support/people/person.ts";
import assert from "node:assert/strict";
import { Browser, type View } from "../../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../../support/people/connection.ts";
import {
  furtherBrowser,
  newPerson,
  signIn,
  statusOf,
  textOf,
} from "../../../support/people/account.ts";
import { authorize, register } from "../../../support/oauth/oauth.ts";
import { SLOW_PASSWORDS } from "../../../support/servers/quick_passwords.ts";
import { startServer } from "../../../support/servers/server.ts";

const NEW_PASSWORD = "a meadow behind the library";

function change(browser: Browser, page: View, fill: Record<string, string> = {}): Promise<View> {
  return browser.submit(page, {
    having: "new_password",
    fill: {
      current_password: accountOf("Kody").password,
      new_password: NEW_PASSWORD,
      ...fill,
    },
  });
}

Deno.test("a new password keeps this page open and ends every other session", async () => {
  await using server = await startServer();
  const { browser, page } = await newPerson(server, "Kody");
  const other = new Browser(server.url);
  await signIn(other, "Kody");
  const connecting = await furtherBrowser(server, "Kody");

  const changed = await change(browser, page);
  assert.match(textOf("status", changed)!, /^Your password is changed/);
  assert.match(changed.html, /<h1>Your account<\/h1>/);
  assert.match((await other.go("/account")).html, /<h1>Sign in<\/h1>/);
  const { body: { client_id } } = await register(targetOf(server));
  const { view } = await authorize(connecting, { client_id });
  assert.match(view.html, /name="password"/);

  assert.equal((await signIn(other, "Kody")).response?.status, 400);
  assert.match((await signIn(other, "Kody", NEW_PASSWORD)).html, /<h1>Your account<\/h1>/);
});

Deno.test("the page says before what a new password ends", async () => {
  await using server = await startServer();
  const { page } = await newPerson(server, "Kody");
  assert.match(page.html.replace(/\s+/g, " "), /every app is disconnected/);
});

Deno.test("a wrong current password changes nothing", async () => {
  await using server = await startServer();
  const { browser, tokens } = await connect(targetOf(server), { name: "Kody" });
  const page = await signIn(browser, "Kody");
  const refused = await change(browser, page, { current_password: "not the one" });
  assert.equal(refused.response?.status, 400);
  assert.equal(textOf("alert", refused), "The current password is wrong.");
  assert.doesNotMatch(refused.html, /not the one/);
  assert.equal(await statusOf(server.resource, tokens.access_token), 200);
  assert.match((await signIn(new Browser(server.url), "Kody")).html, /<h1>Your account<\/h1>/);
});

Deno.test("a new password is held to the same rules as a first one", async () => {
  await using server = await startServer();
  const { browser, page } = await newPerson(server, "Kody");
  const short = await change(browser, page, { new_password: "short" });
  assert.equal(short.response?.status, 400);
  assert.match(textOf("alert", short)!, /has 5 characters and needs at least 8/);
  const same = await change(browser, page, { new_password: "kody@example.com" });
  assert.match(textOf("alert", same)!, /same as the e-mail address/);
});

Deno.test("guesses at the current password run into the limit of the sign-in page", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  const { browser, page } = await newPerson(server, "Kody");
  const guess = (n: number) => change(browser, page, { current_password: `guess number ${n}` });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(n)));
  const statuses = answers.map(({ response }) => response?.status);
  assert.ok(statuses.filter((status) => status === 400).length <= 8);
  const limited = await change(browser, page);
  assert.equal(limited.response?.status, 429);
  assert.ok(Number(limited.response?.headers.get("retry-after")) > 0);
  assert.equal((await signIn(new Browser(server.url), "Kody")).response?.status, 429);
});

Deno.test("of two changes at once one wins and the other is told so", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  const { browser, page } = await newPerson(server, "Kody");
  const passwords = ["one meadow or another", "another meadow then"];
  const views = await Promise.all(
    passwords.map((new_password) => change(browser, page, { new_password })),
  );
  const lost = views.filter(({ response }) => response?.status === 400);
  assert.deepEqual(lost.map((view) => textOf("alert", view)), ["The current password is wrong."]);
  for (const [n, password] of passwords.entries()) {
    const { response } = await signIn(new Browser(server.url), "Kody", password);
    assert.equal(response?.status, views[n] === lost[0] ? 400 : 200);
  }
});
