import assert from "node:assert/strict";
import { FORMS, PAGES } from "../../../lib/journal_pages/routes.ts";
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
  const paths = new Set([
    ...["/journal/tags", "/journal/calendar", "/journal/calendar/2026?colours=moods"],
    ...[
      "/journal/new",
      "/journal/drafts",
      "/journal?q=alert",
      `/journal/files/new_${sha256}/small`,
    ],
  ]);
  let n = 0;
  // What long ones come to as HTML is looked at in tests/unit/journal_pages.
  const texts = Object.entries(HOSTILE_TEXTS).filter(([name, { length }]) =>
    length < 10_000 || name === "a huge table" || name === "one line of 256 KiB"
  );
  for (const [, content] of texts) {
    const line = LINES[n++ % LINES.length];
    const { id, attachments } = await journal.createEntry({
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
    const file = `/journal/files/${attachments![0].id}`;
    for (const path of [file, `${file}/small`]) paths.add(path);
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
    assertHarmless(response!, html, path);
  }
  const isVisited = (page: string) =>
    [...paths].some((path) => patternOf(page).test(path.split("?")[0]));
  assert.deepEqual(Object.keys(PAGES).filter((page) => !isVisited(page)), [], "not looked at");
  assert.deepEqual(server.log.errors, []);
});

/** What fits a path of the tables. */
function patternOf(path: string): RegExp {
  const parts = path.split("/").map((part) => {
    if (!part.startsWith(":")) return part;
    return /\{(.*)\}$/.exec(part)?.[1] ?? "[^/]+";
  });
  return new RegExp(`^${parts.join("/")}$`);
}

/** Asserts that a page is our markup around texts, and that a browser takes nothing else for a page. */
function assertHarmless({ status, headers }: Response, html: string, what: string): void {
  if (headers.get("content-type")?.startsWith("text/html")) {
    return assert.deepEqual(foreignMarkup(html), [], what);
  }
  const isEmpty = html === "" || status === 404;
  if (!isEmpty) assert.equal(headers.get("x-content-type-options"), "nosniff", what);
}

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
    for (const path of Object.keys(FORMS)) {
      // The entry that there is with a version that there is not, and an entry that there is not.
      for (const entry of [id, line]) {
        const to = path.split("/").map((part, n) => {
          if (!part.startsWith(":")) return part;
          return encodeURIComponent(n === 3 ? entry : line);
        }).join("/");
        const { response, html } = await browser.go(to, {
          method: "POST",
          body: new URLSearchParams([...fields, ["token", token]]),
          headers: { ...sameOrigin(server), "x-form-token": token, "x-file-name": "%3Cscript%3E" },
        });
        assert(response!.status < 500, `${to}: ${response!.status}`);
        assertHarmless(response!, html, to);
      }
    }
    const restored = await journal.getEntry(id).catch(() => undefined);
    assert(restored, `${line}: the entry is gone`);
    if (restored.trashedAt !== undefined) await journal.restoreEntry(id);
  }
  for (const path of ["/journal/drafts", "/journal/new", `/journal/entries/${id}/edit`]) {
    assert.deepEqual(foreignMarkup((await browser.go(path)).html), [], path);
  }
  assert.deepEqual(server.log.errors, []);
});
