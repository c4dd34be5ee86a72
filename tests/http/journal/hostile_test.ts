import assert from "node:assert/strict";
import { foreignMarkup } from "../../support/journal/foreign_markup.ts";
import { HOSTILE_TEXTS } from "../../support/journal/hostile_texts.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

const LINES = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title><style>*{display:none}</style>",
  "javascript:alert(1)",
  "\u202egnp.exe \u2067 \u05d0\u05d1",
  "<!-- x",
  "a".repeat(200),
];

Deno.test("whatever an entry says, on every page it is text and nothing else", async () => {
  // Each look is at another second, so that no limit is reached.
  let now = Date.parse("2026-11-30T12:00:00Z");
  await using server = await startServer({ now: () => now += 1_000 });
  const { browser, journal } = await withJournal(server, "Ada");
  const bytes = new Blob(["<script>alert(1)</script>"]);
  const { sha256 } = await journal.addBlob({ stream: bytes.stream(), name: "x.html" });
  const occurredAt = Date.parse("2026-05-05T12:00:00Z");
  const paths = new Set(["/journal/tags", "/journal/calendar/2026?colours=moods"]);
  let n = 0;
  // What long ones come to as HTML is looked at in tests/unit/journal_pages.
  const texts = Object.entries(HOSTILE_TEXTS).filter(([name, { length }]) =>
    length < 10_000 || name === "a huge table" || name === "one line of 256 KiB"
  );
  for (const [, content] of texts) {
    const line = LINES[n++ % LINES.length];
    const { id } = await journal.createEntry({
      ...{ title: line, content: line, mood: line, location: line, weather: line, occurredAt },
      ...{ tags: [line.slice(0, 100)], createMissingTags: true, timeZone: "Europe/Berlin" },
      attachments: [{ sha256, name: line, alt: line }],
    });
    await journal.updateEntry(id, { content, title: `${line.slice(0, 190)}2` });
    for (const path of ["", "/versions", "/versions/2?before=1", "/versions/1"]) {
      paths.add(`/journal/entries/${id}${path}`);
    }
  }
  const day = new URLSearchParams({ from: "2026-05-05", to: "2026-05-05" });
  for (const path of ["/journal", "/journal/days/2026-05-05", `/journal/print?${day}`]) {
    paths.add(path);
  }
  for (const line of LINES) {
    for (const name of ["q", "tag", "mood", "from", "to", "cursor", "private", "trash"]) {
      paths.add(`/journal?${new URLSearchParams({ [name]: line })}`);
    }
    paths.add(`/journal/print?${new URLSearchParams({ from: line, tag: line, year: line })}`);
    paths.add(`/journal/days/${encodeURIComponent(line)}`);
    paths.add(`/journal/calendar/${encodeURIComponent(line)}`);
  }
  for (const path of paths) {
    const { response, html } = await browser.go(path);
    assert(response!.status < 500, `${path}: ${response!.status}`);
    assert.deepEqual(foreignMarkup(html), [], path);
  }
  assert.deepEqual(server.log.errors, []);
});
