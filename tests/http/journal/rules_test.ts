import assert from "node:assert/strict";
import { JOURNAL_PAGES_LIMITS } from "../../../lib/journal_pages/limits.ts";
import { journalPathOf } from "../../../lib/pages/journal_paths.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { sameOrigin, sendOwn } from "../../support/people/account.ts";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { accountOf } from "../../support/people/person.ts";
import { tokenOf } from "../../support/people/import.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("somebody who is not signed in gets to the page of the journal that they opened", async () => {
  await using server = await startServer();
  const { journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });

  const browser = new Browser(server.url);
  const form = await browser.go(`/journal/entries/${id}?from=here`);
  assert.equal(form.url.pathname, "/account");
  assert.doesNotMatch(form.html, /The sea/);
  const page = await browser.submit(form, { fill: accountOf("Ada"), having: "email" });
  assert.equal(page.url.pathname + page.url.search, `/journal/entries/${id}?from=here`);
  assertSays(page, /The sea/);
  const again = await browser.go(form.url);
  assert.equal(again.url.pathname, `/journal/entries/${id}`);
});

Deno.test("nobody who signs in is sent anywhere else", async () => {
  const elsewhere = [
    ...["https://evil.example/journal", "//evil.example/journal", "/\\evil.example", "journal"],
    ...[
      "/journal/../account/sign-out",
      "/journal\\..\\..\\x",
      "/journalist",
      "/journal@evil.example",
    ],
    ...[
      "/journal/%2e%2e/account/delete",
      "javascript:alert(1)",
      "",
      `/journal?${"x".repeat(3_000)}`,
    ],
  ];
  for (const path of elsewhere) assert.equal(journalPathOf(path), undefined, path);
  assert.equal(journalPathOf("/journal"), "/journal");
  assert.equal(journalPathOf("/journal//evil.example"), "/journal//evil.example");
  assert.equal(journalPathOf("/journal\t/x\r\n?a#b"), "/journal/x?a");

  await using server = await startServer();
  await withJournal(server, "Ada");
  for (const to of elsewhere) {
    const browser = new Browser(server.url);
    const form = await browser.go(`/account?${new URLSearchParams({ to })}`);
    const page = await browser.submit(form, { fill: accountOf("Ada"), having: "email" });
    assert.equal(page.url.href, `${server.url}/account`, to);
  }
});

Deno.test("a session that has ended ends at the journal, too", async () => {
  await using server = await startServer();
  const { browser } = await withJournal(server, "Ada");
  assert.equal((await browser.go("/journal")).url.pathname, "/journal");
  await sendOwn(server, browser, { path: "/account/sign-out-everywhere" });
  assert.equal((await browser.go("/journal")).url.pathname, "/account");
});

Deno.test("nothing of a journal is shown once its person has deleted it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const other = new Browser(server.url);
  await other.submit(await other.go("/account"), { fill: accountOf("Ada"), having: "email" });
  assertSays(await other.go(`/journal/entries/${id}`), /The sea/);
  await browser.go("/account/delete", {
    method: "POST",
    body: new URLSearchParams({
      ...{ password: accountOf("Ada").password, understood: "yes" },
      token: await tokenOf(browser),
    }),
    headers: sameOrigin(server),
  });
  for (const each of [browser, other]) {
    for (const path of [`/journal/entries/${id}`, "/journal", "/journal/print?year=2026"]) {
      const { url, response, html } = await each.go(path);
      assert(url.pathname === "/account" || response!.status === 410, path);
      assert.doesNotMatch(html, /The sea/);
    }
  }
});

Deno.test("whoever opens very many pages waits, and long texts count more", async () => {
  const now = Date.parse("2026-11-30T12:00:00Z");
  await using server = await startServer({ now: () => now });
  const { browser, journal } = await withJournal(server, "Ada");
  const long = await journal.createEntry({ title: "Long", content: "long words ".repeat(23_000) });
  const { limit } = JOURNAL_PAGES_LIMITS.journalPages;
  let count = 0;
  while ((await browser.go(`/journal/entries/${long.id}`)).response!.status === 200) count++;
  assert(count < limit / 5, `${count} times`);
  const { response, html } = await browser.go("/journal");
  assert.equal(response!.status, 429);
  assertSays({ html }, /You have opened very many pages/);
  const other = await withJournal(server, "Kody");
  assert.equal((await other.browser.go("/journal")).response!.status, 200);
});

Deno.test("an address or a method that there is not is answered, to whoever asks", async () => {
  await using server = await startServer();
  const { browser } = await withJournal(server, "Ada");
  for (const path of ["/journal/nowhere", "/journal/entries", "/journal/entries/a/b/c"]) {
    assert.equal((await browser.go(path)).response!.status, 404, path);
  }
  const headers = sameOrigin(server);
  for (const method of ["POST", "PUT", "DELETE"]) {
    assert.equal((await browser.go("/journal", { method, headers })).response!.status, 404, method);
  }
  const head = await browser.go("/journal", { method: "HEAD" });
  assert.equal(head.response!.status, 200);
  assert.equal(head.html, "");
  assertSays(await browser.go("/account"), /<a href="\/journal">/);
  assertSays(await browser.go("/"), /<a href="\/journal">/);
});

Deno.test("the calendar ends with the first and the last year of four digits", async () => {
  await using server = await startServer();
  const { browser } = await withJournal(server, "Ada");
  const days = { "0000": 366, "0000-01": 31, "9999": 365, "9999-12": 31, "2026": 365 };
  for (const [period, count] of Object.entries(days)) {
    const { response, html } = await browser.go(`/journal/calendar/${period}`);
    assert.equal(response!.status, 200, period);
    assert.equal(html.match(/<span class="day"/g)?.length, count, period);
  }
});
