import assert from "node:assert/strict";
import { MarkedSnippet, MarkedTitle } from "../../../../lib/journal_pages/list/marked.tsx";
import { plainLine } from "../../../../lib/journal_pages/text/plain_line.ts";

Deno.test("a line reads as it was meant, without the marks of Markdown", () => {
  const lines = {
    "# A heading **bold** and *soft*, `code` ~~gone~~[^1]": "A heading bold and soft, code gone",
    "- [x] [a link](https://a.example/b) ![a tree](tree.jpg) > end": "a link a tree > end",
    "2 * 3 = 6, snake_case_word, a ** b, 5 > 4": "2 * 3 = 6, snake_case_word, a ** b, 5 > 4",
    "<b>not</b> markup": "<b>not</b> markup",
  };
  for (const [line, plain] of Object.entries(lines)) assert.equal(plainLine(line), plain);
});

Deno.test("matches are marked, whatever signs the text has beside them", () => {
  const snippets = {
    "at the **sea** and": "at the <mark>sea</mark> and",
    "at the ***sea***, **wide**": "at the <mark>sea</mark>, <mark>wide</mark>",
    "**<b>**": "<mark>&lt;b&gt;</mark>",
    "nothing": "nothing",
  };
  for (const [snippet, html] of Object.entries(snippets)) {
    assert.equal(String(MarkedSnippet({ snippet })), html);
  }
  const title = String(MarkedTitle({ title: "Café & café-bar, Cafés", matched: ["cafe"] }));
  assert.equal(title, "<mark>Café</mark> &amp; <mark>café</mark>-bar, Cafés");
});
