import assert from "node:assert/strict";
import { type Attachment, LIMITS } from "../../../../lib/journal/mod.ts";
import { renderMarkdown } from "../../../../lib/journal_pages/text/markdown.ts";
import { foreignMarkup } from "../../../support/journal/foreign_markup.ts";
import { HOSTILE_TEXTS } from "../../../support/journal/hostile_texts.ts";

const ENTRY = "01JQ3V6QYQ4Z3N9W8X7C6B5A4M";

const PICTURE: Attachment = {
  ...{ id: `${ENTRY}_abc`, name: "a tree.jpg", type: "image/jpeg", size: 3, sha256: "abc" },
  alt: 'An "old" tree',
};

Deno.test("Markdown becomes headings below the page's, lists, tables, code and footnotes", () => {
  const html = renderMarkdown(
    [
      ...["# Sea", "", "One *two*", "three[^1] ~~four~~", "", "- [ ] swim", "- [x] **read**", ""],
      ...["| a | b |", "|---|--:|", "| 1 | 2 |", "", "```js", "<b>&", "```", "", "[^1]: Salt"],
    ].join("\n"),
    { id: "e1" },
  );
  assert.match(html, /<h2>Sea<\/h2>/);
  assert.match(html, /One <em>two<\/em><br \/>\nthree<sup><a href="#fn-e1-1" id="fnref-e1-1">/);
  assert.match(html, /<s>four<\/s>/);
  assert.match(
    html,
    /<li class="task"><input type="checkbox" disabled aria-label="To do" \/> swim/,
  );
  assert.match(html, /checked aria-label="Done" \/> <strong>read/);
  assert.match(html, /<div class="scroll"[^>]*><table>[\s\S]*<td class="right">2<\/td>/);
  assert.match(html, /<pre tabindex="0"><code>&lt;b&gt;&amp;\n<\/code><\/pre>/);
  assert.match(
    html,
    /<li id="fn-e1-1"><p>Salt <a href="#fnref-e1-1" aria-label="Back to the text">/,
  );
});

Deno.test("what a text has of HTML is shown as it is written", () => {
  assert.equal(renderMarkdown("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
  assert.equal(renderMarkdown("<div>\nx"), "<p>&lt;div&gt;<br />\nx</p>\n");
});

Deno.test("links lead to the web, safely, and to entries and files of the journal", () => {
  const html = renderMarkdown(
    `[a](https://a.example/?b&c) [m](mailto:a@b.example) https://bare.example/x
epicme://entries/${ENTRY} [e](epicme://entries/${ENTRY}) [f](a%20tree.jpg)`,
    { attachments: [PICTURE] },
  );
  const rel = 'rel="noopener noreferrer nofollow"';
  assert.match(html, new RegExp(`<a href="https://a.example/\\?b&amp;c" ${rel}>a</a>`));
  assert.match(html, new RegExp(`<a href="mailto:a@b.example" ${rel}>m</a>`));
  assert.match(html, new RegExp(`<a href="https://bare.example/x" ${rel}>`));
  assert.equal(html.match(new RegExp(`<a href="/journal/entries/${ENTRY}">`, "g"))?.length, 2);
  assert.match(html, new RegExp(`<a href="/journal/files/${PICTURE.id}">f</a>`));
});

Deno.test("a picture of the entry is shown small, and one that is elsewhere is linked and not loaded", () => {
  const attachments = [PICTURE];
  const own = renderMarkdown("![](a%20tree.jpg)", { attachments });
  assert.equal(
    own,
    `<p><a href="/journal/files/${PICTURE.id}/large"><img src="/journal/files/${PICTURE.id}/small" ` +
      'alt="An &quot;old&quot; tree" loading="lazy" /></a></p>\n',
  );
  const inLink = renderMarkdown("[![x](a%20tree.jpg)](https://a.example)", { attachments });
  assert.equal(inLink.match(/<a /g)?.length, 1);
  const remote = renderMarkdown("![a cat](https://track.example/c.gif) ![b](gone.jpg)");
  assert.doesNotMatch(remote, /<img/);
  assert.match(remote, /<a href="https:\/\/track.example\/c.gif"[^>]*>a cat<\/a> b/);
});

for (const [name, text] of Object.entries(HOSTILE_TEXTS)) {
  Deno.test(`a text with ${name} is text and nothing else`, () => {
    const html = renderMarkdown(text, { id: "e1", attachments: [PICTURE] });
    assert(html.length < 5_000_000, `${html.length} characters`);
    assert.deepEqual(foreignMarkup(html), []);
  });
}

for (
  const [kind, note] of [["below", (n: number) => `[^${n}]`], ["inside", () => "^[a]"]] as const
) {
  Deno.test(`a thousand footnotes ${kind} a text are footnotes, and very many stay as they are written`, () => {
    const notes = (count: number) => {
      const all = Array.from({ length: count }, (_, n) => n);
      return `${all.map(note).join(" ")}\n\n${all.map((n) => `[^${n}]: x`).join("\n\n")}`;
    };
    assert.match(renderMarkdown(notes(900)), /<section class="footnotes"/);
    // 13,000 fit into an entry, and the plugin would take ten seconds.
    assert.doesNotMatch(renderMarkdown(notes(1_500)), /<section class="footnotes"/);
  });
}

Deno.test("a text that is longer than an entry can be is shown as it is written", () => {
  const longest = "*a* ".repeat(LIMITS.contentBytes / 4);
  assert.match(renderMarkdown(longest), /^<p><em>a<\/em>/);
  assert.match(renderMarkdown(`${longest}b`), /^<pre tabindex="0"><code>\*a\* \*a\*/);
});
