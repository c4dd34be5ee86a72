import assert from "node:assert/strict";
import { takeFrontMatter } from "../../../lib/formats/text/front_matter.ts";
import { bytesOf, openZip, PHOTO, readAll } from "./helpers.ts";

const OTHER = new Uint8Array([9, 9]);

Deno.test("front matter is YAML, TOML or JSON, and its times stay as they were written", () => {
  const toml = [
    "+++",
    'title = "A walk"',
    "date = 2026-11-23T09:30:00+09:00",
    "lastmod = 2026-11-24",
    "local = 2026-11-23T09:30:00",
    "draft = true",
    "[taxonomies]",
    'tags = ["outdoors"]',
    "+++",
    "",
    "Text",
  ].join("\n");
  assert.deepEqual(takeFrontMatter(toml), {
    values: {
      ...{ title: "A walk", date: "2026-11-23T09:30:00.000+09:00", lastmod: "2026-11-24" },
      ...{ local: "2026-11-23T09:30:00.000", draft: true, taxonomies: { tags: ["outdoors"] } },
    },
    content: "Text",
  });
  assert.deepEqual(takeFrontMatter('{\n  "title": "A",\n  "tags": ["b"]\n}\n\nText'), {
    values: { title: "A", tags: ["b"] },
    content: "Text",
  });
  for (const text of ["+++\ntitle = \n+++\nText", '{\n  "title": A\n}\nText']) {
    const { content, problem } = takeFrontMatter(text);
    assert.equal(content, text);
    assert.match(problem ?? "", /^Its front matter is not (?:TOML|JSON), and stays in the text$/);
  }
  for (const text of ["+++ more", "{{< shortcode >}}\n}", "{ not json }\nText"]) {
    assert.deepEqual(takeFrontMatter(text), { values: {}, content: text });
  }
});

Deno.test("a bundle of Hugo has its pictures, those of folders below and of its resources, too", async () => {
  const archive = await openZip({
    "site/content/posts/walk/index.md": "+++\ntitle = 'A walk'\ndate = 2026-11-23\n" +
      "[[resources]]\nsrc = 'b.jpg'\ntitle = 'The bridge'\n+++\n\n" +
      '{{< figure src="a.jpg" alt="Me" class="x" >}}\n\nSee [more](#the-end) and {{< gallery >}}',
    "site/content/posts/walk/a.jpg": PHOTO,
    "site/content/posts/walk/b.jpg": PHOTO,
    "site/content/posts/walk/images/c.jpg": OTHER,
    "site/content/posts/walk/index.de.md":
      "---\ntitle: Ein Gang\ndate: 2026-11-23\n---\n![](a.jpg)",
    "site/content/posts/rain.md": "---\ndate: 2026-11-24\n---\n\n![](/pictures/rain/1.jpg)",
    "site/content/posts/alone.jpg": OTHER,
    "site/static/pictures/sun/1.jpg": PHOTO,
    "site/static/pictures/rain/1.jpg": OTHER,
  });
  const { entries, skipped } = await readAll(archive);
  const [walk, gang, rain] = entries;
  assert.deepEqual([walk.title, walk.occurredAt, walk.tags, walk.notes, walk.content], [
    ...["A walk", "2026-11-23", [], []],
    "![Me](a.jpg)\n\nSee [more](#the-end) and {{< gallery >}}\n\n![The bridge](b.jpg)\n![](c.jpg)",
  ]);
  assert.deepEqual(gang.content, "![](a.jpg)\n\n![](b.jpg)\n![](c.jpg)");
  assert.deepEqual(await bytesOf(rain), OTHER, "The one of that folder");
  assert.deepEqual(skipped.map(({ what }) => what), [
    "site/content/posts/alone.jpg",
    "site/static/pictures/sun/1.jpg",
  ]);
});

Deno.test("a folder with other notes is no bundle, and neither is one of a vault", async () => {
  const files = {
    "a/notes/index.md": "---\ndate: 2026-11-23\n---\nWords",
    "a/notes/plan.pdf": OTHER,
    "a/other.md": "---\ndate: 2026-11-24\n---\nWords",
  };
  for (
    const more of [
      { "a/notes/more.md": "---\ndate: 2026-11-25\n---\nx" },
      { "a/.obsidian/app.json": "{}" },
    ]
  ) {
    const { entries, skipped } = await readAll(await openZip({ ...files, ...more }));
    assert.deepEqual(entries[0].attachments, []);
    assert.deepEqual(skipped.map(({ what }) => what), ["a/notes/plan.pdf"]);
  }
});
