import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { textOf } from "../support/people/account.ts";
import { answerThere, journalOf, signIn, startWorld } from "../support/people/elsewhere.ts";
import { give, pressButton } from "../support/people/import.ts";
import { heading, submitTo } from "../support/people/login.ts";
import { send } from "./web_account.ts";

Deno.test("everything is deleted here once the external server has asked again who this is", async () => {
  await using world = await startWorld();
  await journalOf(world, "kody").createEntry({ title: "Of Kody", content: "." });
  const { browser, there } = await signIn(world, "kody");
  const page = await browser.go("/account/delete");
  assert.doesNotMatch(page.html, /name="understood"|type="password"/);
  const early = await send(world, browser, "/account/delete", { form: { understood: "yes" } });
  assert.equal(early.response?.status, 403);
  assert.match(textOf("alert", early)!, /^Confirm with 127\.0\.0\.1:\d+ first who you are/);

  const { url } = await submitTo(browser, page, { path: "/login/confirm" });
  assert.equal(url.searchParams.get("prompt"), "login");
  assert.equal(url.searchParams.get("max_age"), "0");
  const confirmed = await browser.go(await answerThere(url, { name: "kody", there }));
  assert.equal(heading(confirmed), "Delete my data");
  world.clock.ahead = 6 * 60_000;
  assert.doesNotMatch((await browser.go("/account/delete")).html, /name="understood"/);
  world.clock.ahead = 0;

  const other = await signIn(world, "kody");
  const agreed = confirmed.html.replace('name="understood"', 'name="understood" checked');
  const gone = await submitTo(browser, { ...confirmed, html: agreed }, { path: "/account/delete" });
  assert.equal(heading(gone), "Your data is deleted");
  for (const each of [browser, other.browser]) {
    assert.equal(heading(await each.go("/account/trash")), "Sign in");
  }
  // Whoever signs in again meanwhile is shown nothing, and can begin nothing.
  const again = await signIn(world, "kody", "/account/export");
  assert.equal(again.page.response?.status, 410);
  assert.equal(
    (await give({ browser: again.browser, server: world.server })).response?.status,
    410,
  );
});

Deno.test("nobody is confirmed as somebody else, or without being asked", async () => {
  await using world = await startWorld();
  const { browser, there } = await signIn(world, "kody");
  const page = await browser.go("/account/delete");
  const way = async () => (await submitTo(browser, page, { path: "/login/confirm" })).url;
  const lena = new Browser(world.company.issuer);
  const other = await browser.go(await answerThere(await way(), { name: "lena", there: lena }));
  assert.equal(heading(other), "This is somebody else");
  // Without these the company signs in whoever is there already, and does not say since when.
  const silent = await way();
  silent.searchParams.delete("prompt");
  silent.searchParams.delete("max_age");
  const unasked = await browser.go(await answerThere(silent, { name: "kody", there }));
  assert.equal(heading(unasked), "This answer was not accepted");
  assert.doesNotMatch((await browser.go("/account/delete")).html, /name="understood"/);
});

Deno.test("signing out everywhere ends the sessions of this person alone", async () => {
  await using world = await startWorld();
  const [one, two, lena] = [
    await signIn(world, "kody"),
    await signIn(world, "kody"),
    await signIn(world, "lena"),
  ];
  await pressButton(
    one.browser,
    await one.browser.go("/account"),
    "/account/sign-out-everywhere",
  );
  for (const { browser } of [one, two]) {
    assert.equal(heading(await browser.go("/journal")), "Sign in");
    assert.equal(heading(await browser.go("/account")), "Sign in");
  }
  assert.equal(heading(await lena.browser.go("/account")), "Your account");
});
