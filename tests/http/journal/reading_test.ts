import assert from "node:assert/strict";
import type { Journal } from "../../../lib/journal/mod.ts";
import type { View } from "../../../scripts/browser/browser.ts";
import { unescapeHtml } from "../../../scripts/browser/forms.ts";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

/** The titles of the entries that a page lists, in its order. */
function titlesOf({ html }: View): string[] {
  return [...html.matchAll(/<h[23] class="item" dir="auto"><a [^>]*>(.*?)<\/a>/g)]
    .map(([, title]) => unescapeHtml(title.replaceAll(/<\/?mark>/g, "")));
}

async function fill(journal: Journal) {
  const timeZone = "Europe/Berlin";
  await journal.setTimeZone(timeZone);
  const write = (title: string, occurredAt: string, more: object = {}) =>
    journal.createEntry({
      ...{ title, content: `Of **${title}**, the sea`, occurredAt, timeZone },
      ...{ createMissingTags: true, ...more },
    });
  return {
    first: await write("First", "2025-05-05T09:00", { mood: "calm", tags: ["walks"] }),
    second: await write("Second", "2026-05-05T23:30", { mood: "calm", isFavorite: true }),
    third: await write("Third", "2026-05-06T08:00", { isPrivate: true, tags: ["walks"] }),
    gone: await journal.trashEntry((await write("Gone", "2026-05-07T08:00")).id),
  };
}

Deno.test("the journal shows its days, the newest first, page by page", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await fill(journal);
  const page = await browser.go("/journal");
  assert.deepEqual(titlesOf(page), ["Third", "Second", "First"]);
  assertSays(page, /<a href="\/journal\/days\/2026-05-05"><time[^>]*>Tuesday,? 5 May 2026</);
  assertSays(page, /Of Second, the sea/);
  assertSays(page, /<span class="mark">Private<\/span>/);
  assert.equal(page.response!.headers.get("cache-control"), "no-store");
  assert.equal(page.response!.headers.get("cross-origin-opener-policy"), "same-origin");
  assert.equal(page.response!.headers.get("x-robots-tag"), "noindex");

  for (let n = 0; n < 30; n++) {
    await journal.createEntry({ title: `Old ${n}`, content: "x", occurredAt: n });
  }
  const [, older] = /<a href="([^"]+)" rel="next">Older/.exec((await browser.go("/journal")).html)!;
  const next = await browser.go(unescapeHtml(older));
  assert.deepEqual(titlesOf(next), ["Old 2", "Old 1", "Old 0"]);
  assert.equal(titlesOf(await browser.go("/journal?cursor=cut")).length, 30);
});

Deno.test("a list is filtered by tag, mood, favourite, private and days, and can be the trash", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await fill(journal);
  const expected: Record<string, string[]> = {
    "tag=walks": ["Third", "First"],
    "mood=CALM": ["Second", "First"],
    "favorite=yes": ["Second"],
    "favorite=no": ["Third", "First"],
    "private=yes": ["Third"],
    "private=no": ["Second", "First"],
    "trash=yes": ["Gone"],
    "from=2026-05-05&to=2026-05-05": ["Second"],
    "tag=walks&private=no&mood=": ["First"],
    "favorite=perhaps": ["Third", "Second", "First"],
    "q=sea&tag=walks&private=no": ["First"],
    "q=sea&trash=yes": ["Gone"],
  };
  for (const [query, titles] of Object.entries(expected)) {
    assert.deepEqual(titlesOf(await browser.go(`/journal?${query}`)), titles, query);
  }
  for (const query of ["tag=nowhere", "from=yesterday", "from=2026-05-05&to=2026-05-01"]) {
    const { response, html } = await browser.go(`/journal?${query}`);
    assert.equal(response!.status, 400, query);
    assertSays({ html }, /role="alert"/);
  }
  const { html } = await browser.go("/journal?tag=walks&mood=calm");
  assertSays({ html }, /<a href="\/journal\?mood=calm" aria-label="Remove the filter: Tag walks">/);
});

Deno.test("a search shows the best first, how many match, what it took instead, and where", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await fill(journal);
  const { html, ...page } = await browser.go("/journal?q=sekond+sea");
  assert.equal(titlesOf({ html, ...page })[0], "Second");
  assertSays({ html }, /3 entries match/);
  assertSays({ html }, /No entry has <bdi>“sekond”<\/bdi>[\s\S]*“second”/);
  assertSays({ html }, /Of <mark>Second<\/mark>, the <mark>sea<\/mark>/);
});

Deno.test("an entry's page shows its text, what is beside it, and who wrote it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { first, second, third } = await fill(journal);
  const { html, response } = await browser.go(`/journal/entries/${second.id}`);
  assert.equal(response!.status, 200);
  assertSays({ html }, /<p>Of <strong>Second<\/strong>, the sea<\/p>/);
  assertSays({ html }, new RegExp(`href="/journal/entries/${first.id}" rel="prev"><bdi>First`));
  assertSays({ html }, new RegExp(`href="/journal/entries/${third.id}" rel="next"><bdi>Third`));
  assertSays({ html }, /23:30/);
  assertSays({ html }, /an app of which nothing is known/);
  for (const id of [first.id.toLowerCase(), "x", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "%00", "a%2Fb"]) {
    assert.equal((await browser.go(`/journal/entries/${id}`)).response!.status, 404, id);
  }
});

Deno.test("a day shows its entries and those of other years, and a year leads to its days", async () => {
  await using server = await startServer({ now: () => Date.parse("2026-05-20T12:00:00Z") });
  const { browser, journal } = await withJournal(server, "Ada");
  const { first } = await fill(journal);
  const day = await browser.go("/journal/days/2026-05-05");
  assert.deepEqual(titlesOf(day), ["Second"]);
  assertSays(day, new RegExp(`2025: ?<a href="/journal/entries/${first.id}"><bdi>First`));
  const { html } = await browser.go("/journal/calendar/2026?colours=moods");
  assertSays(
    { html },
    /<a class="day mood-1" href="\/journal\/days\/2026-05-05"[^>]* aria-label="5 May, 1 entry, mood calm"/,
  );
  assertSays({ html }, /2 entries<\/a>[\s\S]*on 2 days/);
  const month = await browser.go("/journal/calendar/2026-05");
  assert.equal(month.html.match(/class="day level-1"/g)!.length, 2);
  assert.match(
    (await browser.go("/journal/tags")).html,
    /<bdi>walks<\/bdi><\/a> 2[\s\S]*<bdi>calm<\/bdi><\/a> 1/,
  );
  for (const path of ["days/2026-02-30", "days/today", "calendar/2026-13", "calendar/x"]) {
    assert.equal((await browser.go(`/journal/${path}`)).response!.status, 404, path);
  }
});

Deno.test("very many tags are told in parts", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const tags = Array.from({ length: 420 }, (_, n) => `tag ${String(n).padStart(3, "0")}`);
  for (const name of tags) await journal.createTag({ name });
  await journal.createEntry({ title: "Busy", content: "x", tags: tags.slice(0, 12) });
  const list = await browser.go("/journal");
  assert.equal(list.html.match(/#<bdi>tag/g)!.length, 10);
  assertSays(list, /and 2 more tags/);
  const page = await browser.go("/journal/tags");
  assertSays(page, /<bdi>tag 399<\/bdi>/);
  assert.doesNotMatch(page.html, /tag 400/);
  const next = await browser.go("/journal/tags?first=400");
  assertSays(next, /<bdi>tag 400<\/bdi>[\s\S]*<bdi>tag 419<\/bdi>/);
  for (const first of ["-5", "x", "1e9", "NaN"]) {
    assert.equal((await browser.go(`/journal/tags?first=${first}`)).response!.status, 200, first);
  }
});
