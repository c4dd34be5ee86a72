import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { ACCOUNT_PATHS, DATA_PATHS } from "../../lib/account_paths.ts";
import { textOf } from "../support/people/account.ts";
import { answerThere, journalOf, signIn, startWorld } from "../support/people/elsewhere.ts";
import { importWhole, pressButton } from "../support/people/import.ts";
import { heading } from "../support/people/login.ts";
import { clientOf, send } from "./web_account.ts";

const UPLOADS = "/account/import/upload";

Deno.test("people of an external server look after their data here, and sign in on the way", async () => {
  await using world = await startWorld();
  const { page, browser } = await signIn(world, "kody", "/account/export?tag=&from=2024-05-01");
  assert.equal(page.url.pathname + page.url.search, "/account/export?tag=&from=2024-05-01");
  assert.match(page.html, /value="2024-05-01"/);
  const account = await browser.go("/account");
  assert.match(account.html.replace(/<[^>]*>/g, ""), /127\.0\.0\.1:\d+, as kody@company\.example/);
  for (const path of DATA_PATHS) {
    const { response } = await browser.go(path);
    assert.equal(response?.status, path === "/account/import/result" ? 404 : 200, path);
  }
  assert.deepEqual(world.server.log.errors, []);
});

Deno.test("they import a journal, undo that, and take the journal along", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const given = { browser, server: world.server };
  const done = await importWhole(given);
  assert.match(done.html, /Imported: 117 new/);
  const load = async (path: string, form: Record<string, string>) =>
    (await send(world, browser, path, { form })).response!.headers.get("content-disposition");
  assert.match(await load("/account/export", { format: "dayone" }) ?? "", /epicme-journal\.zip/);
  assert.match(await load("/account/download", { format: "json" }) ?? "", /epicme-journal\.json/);
  const undone = await pressButton(browser, done, "/account/import/undo");
  assert.match(undone.html, /Undoing the import|Undone: /);
  while ((await journalOf(world, "kody").stats()).entryCount > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const trash = await browser.go("/account/trash");
  const restored = await pressButton(browser, trash, "/account/restore", {
    entry: /name="entry" value="(\w+)"/.exec(trash.html)![1],
  });
  assert.equal(textOf("status", restored), "The entry is back in your journal.");
  assert.equal((await journalOf(world, "kody").stats()).entryCount, 1);
});

Deno.test("their time zone, dates and first day of the week are set here, and what their apps did is told", async () => {
  await using world = await startWorld();
  await using client = await clientOf(world);
  await client.call("list_tags");
  const { browser } = await signIn(world, "kody");
  const zone = await browser.submit(await browser.go("/account"), {
    ...{ having: "time_zone", fill: { time_zone: "Asia/Tokyo" } },
  });
  assert.equal(textOf("status", zone), "Your time zone is set.");
  const dates = await browser.submit(await browser.go("/account/profile"), {
    having: "language",
    fill: { language: "de-DE", first_weekday: "7" },
  });
  assert.equal(textOf("status", dates), "How dates are shown is changed.");
  assert.equal(await journalOf(world, "kody").timeZone(), "Asia/Tokyo");
  const { language, firstWeekday } = await journalOf(world, "kody").dateSettings();
  assert.deepEqual({ language, firstWeekday }, { language: "de-DE", firstWeekday: 7 });
  let activity = await browser.go("/account/activity");
  // What happened is written down within a second.
  for (let tries = 0; !activity.html.includes("list tags") && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    activity = await browser.go("/account/activity");
  }
  assert.match(
    activity.html,
    / um \d\d:\d\d<\/time><\/td><td>“assistant”<\/td><td>list tags<\/td>/,
  );
});

Deno.test("a browser proposes its time zone where somebody signs in, and replaces none", async () => {
  await using world = await startWorld();
  const browser = new Browser(world.server.url);
  const page = await browser.go("/account");
  assert.match(page.response!.headers.get("content-security-policy")!, /script-src 'sha256-/);
  for (
    const [time_zone, expected] of [
      ["", "UTC"],
      ["Mars/Base", "UTC"],
      ["x".repeat(9_000), "UTC"],
      ["Asia/Tokyo", "Asia/Tokyo"],
      ["America/Lima", "Asia/Tokyo"],
    ]
  ) {
    const { url } = await browser.submit(page, { fill: { time_zone } });
    const there = new Browser(world.company.issuer);
    const back = await browser.go(await answerThere(url, { name: "kody", there }));
    assert.equal(heading(back), "Your account", time_zone);
    assert.equal(await journalOf(world, "kody").timeZone(), expected, time_zone);
  }
  assert.equal(await journalOf(world, "lena").timeZone(), "UTC");
  assert.deepEqual(world.server.log.errors, []);
});

Deno.test("an app is called by its id, because the external server tells no names", async () => {
  await using world = await startWorld();
  await using client = await clientOf(world);
  await client.call("create_entry", { title: "By an app", content: "." });
  const { entries: [{ id }] } = await journalOf(world, "kody").listEntries({});
  const { browser } = await signIn(world, "kody");
  const { html } = await browser.go(`/journal/entries/${id}`);
  assert.match(html, /the app <bdi>“assistant”</);
  assert.doesNotMatch(html, /not known any more/);
});

Deno.test("tools lead to these pages, which are there", async () => {
  await using world = await startWorld();
  await using client = await clientOf(world);
  const { browser } = await signIn(world, "kody");
  const texts = [
    (await client.call("export_journal", { format: "zip" })).text,
    (await client.call("import_entries")).text,
    (await client.call("delete_my_data")).text,
  ];
  const pages = texts.map((text) => /http:\S+\/account\/[\w/]+/.exec(text)?.[0]);
  assert.deepEqual(
    pages,
    ["export", "import", "delete"].map((page) => `${world.server.url}/account/${page}`),
  );
  for (const page of pages) assert.equal((await browser.go(page!)).response?.status, 200);
});

Deno.test("what concerns the account alone is not here", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const here: readonly string[] = [
    ...DATA_PATHS,
    ...["/account/login/confirm", "/account/sign-out-everywhere", "/account/time-zone"],
    ...["/account/profile/dates", "/account/download", "/account/restore", "/account/purge"],
    ...["/account/export/measure", UPLOADS],
    ...["columns", "begin", "stop", "undo"].map((name) => `/account/import/${name}`),
  ];
  const elsewhere = Object.values(ACCOUNT_PATHS).filter((path) => !here.includes(path));
  assert(elsewhere.length > 25);
  for (const path of elsewhere) {
    assert.equal((await browser.go(path)).response?.status, 404, path);
    assert.equal((await send(world, browser, path)).response?.status, 404, path);
  }
});
