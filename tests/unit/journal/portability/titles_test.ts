import assert from "node:assert/strict";
import { readable } from "../../../../lib/formats/text/title.ts";
import { journalIn, listAll, storeFor } from "../helpers.ts";
import { importInto } from "./helpers.ts";

const PHOTO = "![](dayone-moment://P1)";

/** What a text begins with, and the title and the text that come of it; the text as it was if absent. */
const TEXTS: [text: string, title: string, content?: string][] = [
  [`${PHOTO}${PHOTO}\n\nAt the lake\nIt rained.`, "At the lake"],
  [`${PHOTO} Sunset\n\nfrom the pier`, "Sunset"],
  ["\\#winning again\n\nbody", "#winning again"],
  ["# Day 3\\. of the \\*big\\* trip\n\nbody", "Day 3. of the *big* trip", "body"],
  ["- [ ] buy milk\n- [x] call home", "buy milk"],
  ["**Bold start**\n\nbody", "Bold start"],
  ["> quoted first\n\nbody", "quoted first"],
  ["> - [x] *all* at ~~once~~ __now__", "all at once now"],
  ["***both*** and `code`", "both and code"],
  ["1. First of all\n2. Then", "First of all"],
  ["3. Mai 2024", "3. Mai 2024"],
  ["\\- not a list", "- not a list"],
  ["[The pier](https://example.com/a_(b)) again", "The pier again"],
  ["```js\nconst a = '**b**';\n```\nafter", "const a = '**b**';"],
  ["---\nAfter a rule", "After a rule"],
  ["#\n-\n>\nAfter bare marks", "After bare marks"],
  ["\uFFFC\uFFFC\nAfter attachments\uFFFC", "After attachments"],
  ["\uFFFC", "2024-05-05"],
  [`${PHOTO}\n\n![](photos/a.jpeg)`, "2024-05-05"],
  ["snake_case, 2*3*4 and a * b * c", "snake_case, 2*3*4 and a * b * c"],
  ["-5 degrees", "-5 degrees"],
  ["#tag first", "#tag first"],
  ["😀", "😀"],
  [`# ${PHOTO} Heading with a photo\n\nbody`, "Heading with a photo"],
  ["# A [link](https://example.com) in it\n\nbody", "A link in it"],
  [`${"é".repeat(300)}\nbody`, `${"é".repeat(199)}…`],
];

for (const [text, title, content = text] of TEXTS) {
  Deno.test(`the title of ${JSON.stringify(text.slice(0, 60))} is what a person would read`, async () => {
    using store = await storeFor();
    const journal = journalIn(store);
    const entries = [{ uuid: "A", creationDate: "2024-05-05T10:00:00Z", text }];
    await importInto(journal, JSON.stringify({ entries }), { format: "dayone" });
    const [{ id }] = await listAll(journal);
    const entry = await journal.getEntry(id);
    assert.deepEqual([entry.title, entry.content], [title, content]);
  });
}

Deno.test("a title of jrnl has no marks either, and its text keeps what they were", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const title = "**Saw** [the pier](https://example.com).";
  const entries = [
    { title, body: "It rained.", date: "2024-05-05", time: "10:00" },
    { title, body: "", date: "2024-05-06", time: "10:00" },
    { title: "Plain.", body: "It rained.", date: "2024-05-07", time: "10:00" },
    { title: "", body: "It rained.", date: "2024-05-08", time: "10:00" },
  ];
  await importInto(journal, JSON.stringify({ entries }), { format: "jrnl" });
  const found = await Promise.all((await listAll(journal)).map(({ id }) => journal.getEntry(id)));
  assert.deepEqual(found.reverse().map(({ title, content }) => [title, content]), [
    ["Saw the pier.", `${title}\nIt rained.`],
    ["Saw the pier.", title],
    ["Plain.", "It rained."],
    ["2024-05-08", "It rained."],
  ]);
});

Deno.test("a line of nothing but marks is read once, not again from each of them", () => {
  const marks = ["[", "![", "[a](", "*", "**a ", "_a ", "`", "~~a", "==", "- ", "> ", "\\[", "(["];
  const start = performance.now();
  for (const mark of marks) {
    const line = mark.repeat(10_000 / mark.length);
    for (let n = 0; n < 100; n++) readable(line);
  }
  const seconds = (performance.now() - start) / 1_000;
  assert(seconds < 10, `13 MB of marks took ${seconds} s`);
});
