import assert from "node:assert/strict";
import { foreignMarkup } from "../../support/journal/foreign_markup.ts";
import { HOSTILE_TEXTS } from "../../support/journal/hostile_texts.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { fieldIn } from "../../support/journal/write_form.ts";
import { sameOrigin } from "../../support/people/account.ts";
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
    for (
      const path of ["", "/edit", "/purge", "/versions", "/versions/2?before=1", "/versions/1"]
    ) {
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

Deno.test("whatever is typed into a form, the page that shows it again has it as text", async () => {
  let now = Date.parse("2026-11-30T12:00:00Z");
  await using server = await startServer({ now: () => now += 1_000 });
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "Base", content: "Base" });
  const bytes = new Blob(["text"]);
  const { sha256 } = await journal.addBlob({ stream: bytes.stream(), name: "x.txt" });
  const token = fieldIn(await browser.go("/journal/new"), "token")!;
  for (const line of [...LINES, "</textarea><script>alert(1)</script>", "\r\n\n\0", "1e999"]) {
    const names = ["title", "text", "day", "time", "offset", "mood", "place", "weather", "tags"];
    const hidden = ["key", "entry", "version", "kept", "base", "file_name", "file_alt"];
    const fields = [...names, ...hidden, "file_place"].map((name) => [name, line]);
    for (const press of ["save", "preview", "draft", "both"]) {
      const shown = [];
      for (const path of ["/journal/new", `/journal/entries/${id}/edit`]) {
        const body = new URLSearchParams([...fields, ["token", token], ["do", press], [
          "file",
          sha256,
        ]]);
        shown.push(await browser.go(path, { method: "POST", body, headers: sameOrigin(server) }));
      }
      for (const { response, html } of shown) {
        assert(response!.status < 500, `${press} ${line}: ${response!.status}`);
        assert.deepEqual(foreignMarkup(html), [], `${press} ${line}`);
      }
    }
    for (const path of ["/journal/drafts", "/journal/preview", `/journal/drafts/${line}/discard`]) {
      const body = new URLSearchParams([...fields, ["token", token]]);
      const to = encodeURI(path).replaceAll("?", "%3F").replaceAll("#", "%23");
      const { response, html } = await browser.go(to, {
        ...{ method: "POST", body, headers: sameOrigin(server) },
      });
      assert(response!.status < 500, `${path} ${line}`);
      const { headers } = response!;
      const isPage = headers.get("content-type")?.startsWith("text/html");
      if (isPage) assert.deepEqual(foreignMarkup(html), [], `${path} ${line}`);
      else if (response!.ok) assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    }
  }
  for (const path of ["/journal/drafts", "/journal/new", `/journal/entries/${id}/edit`]) {
    assert.deepEqual(foreignMarkup((await browser.go(path)).html), [], path);
  }
  assert.deepEqual(server.log.errors, []);
});
