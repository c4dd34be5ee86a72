import assert from "node:assert/strict";
import { recognize } from "../../../lib/formats/mod.ts";
import { bytesOf, openFile, openZip, PHOTO, plain, readAll } from "./helpers.ts";

const OTHER = new Uint8Array([1, 2, 3, 4]);

Deno.test("a vault of Obsidian has daily notes with their tags, links and attachments", async () => {
  const archive = await openZip({
    "Vault/.obsidian/app.json": "{}",
    "Vault/Daily/2026-11-23.md":
      "Up early with [[Anna|her]]. #walk/long\n\n![[beach day.jpg|300]]\n" +
      "![Map](../maps/a.png)\n[plan](plan.pdf) ![far](https://example.org/x.png) ![[gone.png]]\n" +
      "```\n#no ![[beach day.jpg]]\n```",
    "Vault/2026-11-24 In the rain.md":
      "---\ndate: 2026-11-24T09:30:00+01:00\ntags: [rain, '#wet']\nmood: calm\naliases: [x]\n---\n\nIt rained",
    "Vault/Idea.md": "Nothing says when",
    "Vault/.trash/2026-11-01.md": "Old",
    "Vault/files/beach day.jpg": PHOTO,
    "Vault/maps/a.png": OTHER,
    "Vault/Daily/plan.pdf": OTHER,
    "Vault/files/unused.png": OTHER,
    "__MACOSX/Vault/._Idea.md": "x",
  });
  assert.deepEqual(await recognize(archive), {
    format: "markdown",
    name: "Markdown files",
    why: "It is a vault of Obsidian",
  });
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(plain(entries[0]), {
    source: "Daily/2026-11-23.md",
    title: "Up early with her. #walk/long",
    content: "Up early with [[Anna|her]]. #walk/long\n\n![](beach%20day.jpg)\n![Map](a.png)\n" +
      "![plan](plan.pdf) ![far](https://example.org/x.png) ![[gone.png]]\n" +
      "```\n#no ![[beach day.jpg]]\n```",
    occurredAt: "2026-11-23",
    timeZone: undefined,
    updatedAt: undefined,
    tags: ["walk/long"],
    ...{ mood: undefined, location: undefined, weather: undefined },
    ...{ isFavorite: undefined, isPrivate: undefined },
    attachments: ["beach day.jpg", "a.png", "plan.pdf"],
    notes: ["Left out: gone.png; the archive has no such file"],
  });
  assert.deepEqual(await bytesOf(entries[0]), PHOTO);
  const { title, occurredAt, tags, mood, content, notes } = entries[1];
  assert.deepEqual({ title, occurredAt, tags, mood, content, notes }, {
    title: "In the rain",
    occurredAt: "2026-11-24T09:30:00+01:00",
    tags: ["rain", "wet"],
    mood: "calm",
    content: "It rained",
    notes: ['Not taken: aliases ["x"]'],
  });
  assert.deepEqual([entries[2].title, entries[2].occurredAt], ["Idea", "2026-11-20"]);
  assert.match(entries[2].notes[0], /the day on which its file was changed was taken/);
  assert.deepEqual(skipped.map(({ what, why }) => `${what}: ${why}`), [
    ".trash/2026-11-01.md: It is in the trash of Obsidian",
    "Vault/files/unused.png: No entry refers to it",
  ]);
});

Deno.test("a graph of Logseq has its journals with properties and assets", async () => {
  const archive = await openZip({
    "logseq/config.edn": "{}",
    "logseq/bak/journals/2026_11_23/old.md": "Old",
    "journals/2026_11_23.md":
      "tags:: garden, home\nplace:: Bern\n\n- Planted #[[apple trees]]\n- ![photo](../assets/tree_1.png){:height 100}",
    "assets/tree_1.png": PHOTO,
  });
  assert.equal((await recognize(archive)).why, "It is a graph of Logseq");
  const { entries, skipped } = await readAll(archive);
  const [{ content, occurredAt, tags, location, attachments }] = entries;
  assert.deepEqual({ content, occurredAt, tags, location, files: attachments.length }, {
    content: "- Planted #[[apple trees]]\n- ![photo](tree_1.png)",
    occurredAt: "2026-11-23",
    tags: ["garden", "home", "apple trees"],
    location: "Bern",
    files: 1,
  });
  assert.equal(entries.length, 1);
  assert.deepEqual(skipped, []);
});

Deno.test("Markdown of Hugo has its fields in front matter and its pictures beside it", async () => {
  const archive = await openZip({
    "content/posts/a-walk/index.md":
      '---\ntitle: "A walk"\ndate: 2026-11-23 09:30:00\nlastmod: 2026-11-24T10:00:00Z\n' +
      "categories: [Outdoors]\ndraft: true\nstarred: true\n---\n\n![Me](me.jpg)",
    "content/posts/b-walk/index.md": "---\ndate: 2026-11-25\n---\nB ![](me.jpg)",
    "content/posts/a-walk/me.jpg": PHOTO,
    "content/posts/b-walk/me.jpg": OTHER,
  });
  const { entries } = await readAll(archive);
  const { title, occurredAt, updatedAt, tags, isFavorite, notes } = entries[0];
  assert.deepEqual({ title, occurredAt, updatedAt, tags, isFavorite, notes }, {
    title: "A walk",
    occurredAt: "2026-11-23T09:30:00",
    updatedAt: Date.parse("2026-11-24T10:00:00Z"),
    tags: ["Outdoors"],
    isFavorite: true,
    notes: ["Not taken: draft true"],
  });
  assert.deepEqual(await bytesOf(entries[0]), PHOTO);
  assert.deepEqual(await bytesOf(entries[1]), OTHER, "of two files of a name the one beside it");
});

Deno.test("two files of one name in an entry get two names, and each stands where it was", async () => {
  const archive = await openZip({
    "2026-11-23.md": "![](<x (2).jpg>) ![](a/x.jpg) ![](b/x.jpg) ![](a/x.jpg)",
    "x (2).jpg": PHOTO,
    "a/x.jpg": PHOTO,
    "b/x.jpg": OTHER,
  });
  const { entries: [entry] } = await readAll(archive);
  assert.equal(
    entry.content,
    "![](x%20%282%29.jpg) ![](x.jpg) ![](x%20%283%29.jpg) ![](x.jpg)",
  );
  assert.deepEqual(await bytesOf(entry, 2), OTHER);
});

Deno.test("a single text has its time in its name, or is not a journal", async () => {
  const { entries } = await readAll(await openFile("2026-11-23T0930 Walk.md", "Cold"));
  assert.deepEqual([entries[0].occurredAt, entries[0].title], ["2026-11-23T09:30:00", "Walk"]);
  const note = await recognize(await openFile("note.txt", "Just a text"));
  assert.equal(note.why, "This is a text in which nothing says where an entry begins");
});

Deno.test("front matter that is not YAML, or a bomb of it, stays in the text", async () => {
  const bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" +
    "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\nText";
  for (const text of [bomb, "---\n{: [\n---\nText"]) {
    const { entries } = await readAll(await openFile("2026-11-23.md", text));
    assert.match(entries[0].content, /^---[\s\S]*Text$/);
    assert.deepEqual(entries[0].notes, ["Its front matter is not YAML, and stays in the text"]);
  }
});

Deno.test("of two notes with one id both are imported", async () => {
  const note = (text: string) =>
    `---\nid: 7\ndate: 2026-11-23\nsource: https://example.org\n---\n${text}`;
  const { entries, skipped } = await readAll(
    await openZip({ "a.md": note("One"), "b.md": note("Two"), "c.md": note("Three") }),
  );
  assert.deepEqual(entries.map(({ key, title }) => [...key, title]), [
    ["markdown", "7", "a"],
    ["markdown", "7", "2", "b"],
    ["markdown", "7", "3", "c"],
  ]);
  assert.match(entries[1].notes.join(), /source https:\/\/example.org.*is known by "7", too/);
  assert.deepEqual(skipped, []);
});

Deno.test("the name of an attachment is never a path", async () => {
  const { entries: [{ attachments }] } = await readAll(
    await openZip({
      "data.json": {
        ...{ export_version: "1.0" },
        journals: [{
          entries: [{
            content: "x",
            entry_datetime_utc: "2026-11-23T08:30:00",
            media: [{ filename: "..\\..\\etc/pass\u0000wd", file_path: "a.jpg" }, {
              filename: "..",
              file_path: "b.jpg",
            }],
          }],
        }],
      },
      "media/a.jpg": PHOTO,
      "media/b.jpg": PHOTO,
    }),
  );
  assert.deepEqual(attachments.map(({ name }) => name), ["passwd", "file"]);
});
