import assert from "node:assert/strict";
import type { Journal } from "../../../lib/journal/mod.ts";
import { PNG, WAV } from "../../support/journal/sample_journal.ts";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

async function attach(journal: Journal, name: string, bytes: BlobPart) {
  const { sha256 } = await journal.addBlob({ stream: new Blob([bytes]).stream(), name });
  const attachments = [{ sha256, name, alt: `What ${name} is` }];
  const entry = await journal.createEntry({ title: name, content: "x", attachments });
  return { entry: entry.id, id: entry.attachments![0].id };
}

Deno.test("a picture is shown small on its entry's page, and leads to a larger one and to itself", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { entry, id } = await attach(journal, "the sea.png", PNG);
  const { html } = await browser.go(`/journal/entries/${entry}`);
  assertSays(
    { html },
    new RegExp(
      `<a href="/journal/files/${id}/large"><img src="/journal/files/${id}/small" width="1" height="1" alt="What the sea.png is"`,
    ),
  );
  for (const size of ["small", "large"]) {
    const { response } = await browser.go(`/journal/files/${id}/${size}`);
    assert.equal(response!.status, 200);
    assert.match(response!.headers.get("content-type")!, /^image\/(webp|jpeg)$/);
    assert.match(response!.headers.get("content-security-policy")!, /^sandbox;/);
  }
  const { response } = await browser.go(`/journal/files/${id}`);
  assert.equal(response!.headers.get("content-type"), "image/png");
  assert.equal(
    response!.headers.get("content-disposition"),
    "inline; filename*=UTF-8''the%20sea.png",
  );
  assert.equal(response!.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response!.headers.get("cache-control"), "private, no-store");
  for (const path of [`${id}/huge`, `${id}/__proto__`, `${id}x`, "x", `${id}/small/x`]) {
    assert.equal((await browser.go(`/journal/files/${path}`)).response!.status, 404, path);
  }
});

Deno.test("a file that could run is text, one that is no picture is saved, and parts are sent where asked", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { entry, id } = await attach(journal, "page.html", "<script>alert(1)</script>");
  const { response, html } = await browser.go(`/journal/files/${id}`);
  assert.equal(html, "<script>alert(1)</script>");
  assert.equal(response!.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.match(response!.headers.get("content-security-policy")!, /^sandbox; default-src 'none'/);
  const pdf = await attach(journal, "letter.pdf", "%PDF-1.7\n%%EOF");
  const saved = await browser.go(`/journal/files/${pdf.id}`);
  assert.match(saved.response!.headers.get("content-disposition")!, /^attachment;/);
  const part = await browser.go(`/journal/files/${id}`, { headers: { range: "bytes=1-6" } });
  assert.equal(part.response!.status, 206);
  assert.equal(part.html, "script");
  const head = await browser.go(`/journal/files/${id}`, { method: "HEAD" });
  assert.equal(head.response!.headers.get("content-length"), "25");
  assert.equal((await browser.go(`/journal/files/${id}/small`)).response!.status, 404);
  assert.doesNotMatch((await browser.go(`/journal/entries/${entry}`)).html, /<img/);
});

Deno.test("a sound is played on its page, which nothing else is let do", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { entry, id } = await attach(journal, "waves.wav", WAV);
  const { html, response } = await browser.go(`/journal/entries/${entry}`);
  assertSays({ html }, new RegExp(`<audio controls="" preload="none" src="/journal/files/${id}"`));
  assert.match(response!.headers.get("content-security-policy")!, /media-src 'self'/);
  const plain = await browser.go("/journal");
  assert.doesNotMatch(plain.response!.headers.get("content-security-policy")!, /media-src/);
});
