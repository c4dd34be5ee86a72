import assert from "node:assert/strict";
import { parse } from "yaml";
import { frontMatter } from "../../../../lib/journal/portability/export/front_matter.ts";
import { clockAt, journalIn, storeFor } from "../helpers.ts";
import { documentOf, splitMarkdown } from "./helpers.ts";

/** What YAML 1.1, 1.2, Python or Ruby reads as a truth, a date, a number, a symbol or an error. */
const TEXTS = [
  ...["yes", "No", "on", "OFF", "y", "n", "true", "null", "~", "=", "<<", ":symbol", "!tag"],
  ...["2024-01-01", "2024-01-01T10:00:00Z", "12:30", "1_000", "1,000", "014", "0o14", "0x1F"],
  ...["1e3", ".inf", "-.5", "0b1", "190:20:30", "- a", "? a", "a: b", "a #b", "#b", "&a", "*a"],
  ...["{a}", "[a]", "'a'", '"a"', "a\\b", "| a", "> a", "%a", "@a", "`a`", "---", "..."],
  ...["tab\there", "a\u0001b", "a\u007fb", "a\u0085b", "a\u00a0b", "a\u2028b", "a\u2029b"],
  ...["a\ufeffb", "a\uffffb", "é 日記 👩‍👩‍👧", "two\nlines\n---\nmore"],
];

Deno.test("every parser reads a text of the front matter as the text that it is", () => {
  for (const text of TEXTS) {
    const matter = frontMatter({ title: text, tags: [text], sourceParts: { title: text } });
    const facts = { title: text, tags: [text], sourceParts: { title: text } };
    const lines = matter.split("\n");
    assert.deepEqual([lines[0], lines.at(-2), lines.length], ["---", "---", 7], matter);
    for (const version of ["1.1", "1.2"] as const) {
      assert.deepEqual(parse(lines.slice(1, -2).join("\n"), { version }), facts, matter);
    }
    // What no parser of YAML 1.1 may meet, in quotes or not.
    assert.doesNotMatch(lines.join(""), /[\p{Cc}\u00a0\u2028\u2029\ufeff\uffff]/u);
  }
});

Deno.test("titles, moods and tags of a Markdown export are in quotes, figures are not", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  for (const title of ["yes", "No", "on", "~", "2024-01-01", "12:30", "1_000", "tab\there"]) {
    const tags = { tags: [title], createMissingTags: true };
    await journal.createEntry({ title, content: "x", mood: title, ...tags });
  }
  const document = await documentOf(store, { format: "markdown", now: clock.now });
  for (const line of ['title: "yes"', 'mood: "yes"', "isFavorite: false", "version: 1"]) {
    assert(document.includes(`\n${line}\n`), line);
  }
  assert.match(document, /^tags:\n {2}- "tab\\there"\nlines: 1$/m);
  for (const { facts } of splitMarkdown(document).filter(({ facts }) => facts.type === "entry")) {
    assert.deepEqual([facts.mood, facts.tags], [facts.title, [facts.title]]);
    assert.equal(typeof facts.createdAt, "string");
  }
});
