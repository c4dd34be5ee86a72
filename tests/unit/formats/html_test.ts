import assert from "node:assert/strict";
import { htmlToMarkdown } from "../../../lib/formats/text/markup/html_to_markdown.ts";

Deno.test("HTML becomes Markdown with headings, lists, links, quotations and code", () => {
  const html = `<h2>A &amp; B</h2><p>One<br>two <a href="https://example.org/a b">there</a></p>` +
    `<ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol>` +
    `<blockquote><p>said</p></blockquote><pre>a  b\n  c</pre><script>alert(1)</script>` +
    `<p><b></b><i> spaced </i>words</p><input type="checkbox" checked>done`;
  assert.equal(
    htmlToMarkdown(html),
    "## A & B\n\nOne\ntwo [there](https://example.org/a%20b)\n\n3. three\n  - inner\n4. four\n\n" +
      "> said\n\n```\na  b\n  c\n```\n\n*spaced* words\n\n[x] done",
  );
});

Deno.test("an address that could run something is no link, and its words stay", () => {
  assert.equal(htmlToMarkdown(`<a href="javascript:alert(1)">here</a>`), "here");
  assert.equal(htmlToMarkdown(`<img src="data:image/png;base64,AA" alt="A dog">`), "A dog");
});

Deno.test("HTML that nests without end is its words, and a line of any length is read in one pass", () => {
  assert.equal(
    htmlToMarkdown("<p>a<li>".repeat(100_000)).replaceAll(/\s/g, ""),
    "a".repeat(100_000),
  );
  const marks = htmlToMarkdown("<b>x</b> ".repeat(100_000));
  assert.equal(marks.length, "**x** ".length * 100_000 - 1);
});
