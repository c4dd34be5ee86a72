import assert from "node:assert/strict";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("a year becomes a book, the oldest entry first, without what is in the trash", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const write = (title: string, occurredAt: string, more: object = {}) =>
    journal.createEntry({ title, content: `*${title}*`, occurredAt, timeZone: "UTC", ...more });
  await write("Before", "2024-12-31");
  await write("June", "2025-06-01T10:00");
  await write("January", "2025-01-01T10:00", { tags: ["sea"], createMissingTags: true });
  await write("Secret", "2025-06-01T12:00", { isPrivate: true });
  await journal.trashEntry((await write("Gone", "2025-03-01")).id);

  const { html, response } = await browser.go("/journal/print?year=2025");
  assert.equal(response!.status, 200);
  assert.equal(response!.headers.get("cache-control"), "no-store");
  const headings = [...html.matchAll(/<h([1-4])[^>]*>(?:<time[^>]*>)?([^<]*)/g)];
  assert.deepEqual(
    headings.map(([, level, text]) => `${level} ${text}`),
    [
      ...["1 2025", "2 January 2025", "3 Wednesday, 1 January 2025", "4 January"],
      ...["2 June 2025", "3 Sunday, 1 June 2025", "4 June", "4 Secret"],
    ].map((heading) => heading.replace("day,", "day" + (html.includes("Wednesday,") ? "," : ""))),
  );
  assertSays({ html }, /<em>January<\/em>/);
  assert(html.endsWith("</html>"));

  const open = await browser.go("/journal/print?from=2025-01-01&to=2025-12-31&private=no");
  assert.doesNotMatch(open.html, /Secret/);
  const tagged = await browser.go("/journal/print?tag=sea");
  assertSays(tagged, /<h4 dir="auto">January/);
  assert.doesNotMatch(tagged.html, /June/);
});

Deno.test("what cannot be printed is said above the form that asks for it", async () => {
  await using server = await startServer();
  const { browser } = await withJournal(server, "Ada");
  for (const query of ["year=soon", "tag=nowhere", "from=2025-05-05&to=2025-05-01"]) {
    const { html, response } = await browser.go(`/journal/print?${query}`);
    assert.equal(response!.status, 400, query);
    assertSays({ html }, /role="alert"/);
    assertSays({ html }, /Make a book of the year/);
  }
  assert.equal((await browser.go("/journal/print?from=&to=&tag=")).response!.status, 200);
  assertSays(await browser.go("/journal/print?year=1999"), /Nothing was written/);
  for (let n = 0; n < 10; n++) await browser.go("/journal/print?year=1999");
  const { response } = await browser.go("/journal/print?year=1999");
  assert.equal(response!.status, 429);
  assert(Number(response!.headers.get("retry-after")) > 0);
});
