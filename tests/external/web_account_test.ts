import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { ACCOUNT_PATHS, DATA_PATHS } from "../../lib/account_paths.ts";
import { VISITOR_FORMS } from "../../lib/account/elsewhere/handler.tsx";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { sameOrigin, textOf } from "../support/people/account.ts";
import {
  answerThere,
  journalOf,
  signIn,
  startWorld,
  type World,
} from "../support/people/elsewhere.ts";
import { employeeToken } from "../support/people/employee.ts";
import { dayOneTrip, give, importWhole, pressButton, tokenOf } from "../support/people/import.ts";
import { heading, submitTo } from "../support/people/login.ts";
import { ALL_SCOPES } from "../../lib/scopes.ts";

const UPLOADS = "/account/import/upload";

/** Sends a form of our pages, whatever the page says. */
async function send(
  { server }: World,
  browser: Browser,
  path: string,
  { form = {}, headers = {} }: { form?: Record<string, string>; headers?: HeadersInit } = {},
) {
  const body = new URLSearchParams({ token: await tokenOf(browser), ...form });
  const ours = { ...sameOrigin(server), ...headers };
  return await browser.go(path, { method: "POST", body, headers: ours });
}

/** An MCP client of kody, with all scopes. */
async function clientOf({ company, server }: World) {
  company.apis.set(server.resource, server.resource);
  const token = await employeeToken(company, {
    resource: server.resource,
    scope: ALL_SCOPES.join(" "),
  });
  return await ERAS["2026-07-28"](server.resource, token);
}

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

Deno.test("every form wants its token, same origin and a session", async () => {
  await using world = await startWorld();
  const journal = journalOf(world, "kody");
  const { id } = await journal.createEntry({ title: "Kept", content: "." });
  await journal.trashEntry(id);
  const { browser } = await signIn(world, "kody");
  const forms: Record<string, Record<string, string>> = {
    "/account/time-zone": { time_zone: "Asia/Tokyo" },
    "/account/profile/dates": { language: "de-DE", first_weekday: "1" },
    "/account/download": { format: "json" },
    "/account/export": {},
    "/account/export/measure": {},
    "/account/restore": { entry: id },
    "/account/purge": { entry: id },
    "/account/import/begin": {},
    "/account/import/stop": {},
    "/account/import/undo": { id: "x" },
    "/account/import/columns": {},
    "/account/login/confirm": { to: "/account/delete" },
    "/account/sign-out-everywhere": {},
    "/account/delete": { understood: "yes" },
  };
  const stranger = new Browser(world.server.url);
  // The one with a file is tried below.
  assert.deepEqual([...Object.keys(forms), "/account/import"].sort(), [...VISITOR_FORMS].sort());
  for (const [path, form] of Object.entries(forms)) {
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const forged = await send(world, browser, path, { form, headers: evil });
    assert.equal(forged.response?.status, 403, path);
    const old = await send(world, browser, path, { form: { ...form, token: "of another page" } });
    assert(
      old.response?.status === 403 || /too old/.test(textOf("status", old) ?? ""),
      `${path}: ${old.html}`,
    );
    assert.equal(heading(await send(world, stranger, path, { form })), "Sign in", path);
    await browser.go(`${path}?${new URLSearchParams(form)}`);
  }
  const given = { browser, server: world.server };
  assert.equal((await give(given, { token: "guessed" })).response?.status, 403);
  const nobody = await give({ ...given, browser: stranger }, { token: "any" });
  assert.equal(heading(nobody), "Sign in");
  assert.equal((await journal.getEntry(id)).trashedAt !== undefined, true);
  assert.equal(await journal.timeZone(), "UTC");
  assert.equal(heading(await browser.go("/account")), "Your account", "nobody was signed out");
});

Deno.test("nobody reaches another person's trash, imports or uploads", async () => {
  await using world = await startWorld();
  const journal = journalOf(world, "lena");
  const { id } = await journal.createEntry({ title: "Of Lena", content: "." });
  await journal.trashEntry(id);
  const lena = await signIn(world, "lena");
  const kody = await signIn(world, "kody");
  const done = await importWhole({ browser: lena.browser, server: world.server });
  const [, job] = /name="id" value="(\w+)"/.exec(done.html)!;
  const seen = await kody.browser.go(`/account/import/result?id=${job}`);
  assert.equal(seen.response?.status, 404);
  const undo = await send(world, kody.browser, "/account/import/undo", { form: { id: job } });
  assert.equal(textOf("alert", undo), "This import cannot be undone any more.");
  for (const path of ["/account/restore", "/account/purge"]) {
    const answer = await send(world, kody.browser, path, { form: { entry: id } });
    assert.equal(textOf("status", answer), "This entry was not in the trash any more.");
  }
  assert.doesNotMatch((await kody.browser.go("/account/trash")).html, /Lena/);
  const begun = await part(world, lena.browser, "POST", UPLOADS, { "upload-length": "100" });
  const to = begun.headers.get("location")!;
  assert.equal((await part(world, kody.browser, "HEAD", to)).status, 404);
  const token = await tokenOf(kody.browser);
  const forged = await part(world, lena.browser, "HEAD", to, { "x-form-token": token });
  assert.equal(forged.status, 403);
  assert.equal((await part(world, lena.browser, "HEAD", to)).headers.get("upload-offset"), "0");
  assert.equal((await part(world, new Browser(world.server.url), "HEAD", to)).status, 403);
});

/** A request of the script that sends a file in parts. */
async function part(
  { server }: World,
  browser: Browser,
  method: string,
  path: string,
  more: Record<string, string> = {},
): Promise<Response> {
  const token = await tokenOf(browser);
  const ours = { ...sameOrigin(server), "tus-resumable": "1.0.0", "x-form-token": token };
  return (await browser.go(path, { method, headers: { ...ours, ...more } })).response!;
}

Deno.test("a file that comes in parts is imported", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const file = new TextEncoder().encode(dayOneTrip());
  const made = await part(world, browser, "POST", UPLOADS, {
    "upload-length": String(file.length),
  });
  assert.equal(made.status, 201);
  const token = await tokenOf(browser);
  const { response } = await browser.go(made.headers.get("location")!, {
    method: "PATCH",
    headers: {
      ...{ ...sameOrigin(world.server), "tus-resumable": "1.0.0", "x-form-token": token },
      ...{ "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    },
    body: file,
  });
  assert.equal(response?.status, 204);
});

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
