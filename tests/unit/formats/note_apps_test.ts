import assert from "node:assert/strict";
import { recognize } from "../../../lib/formats/mod.ts";
import { openFile, openZip, PHOTO, readAll } from "./helpers.ts";

const at = (time: string) => Date.parse(time);

Deno.test("a Takeout of Google Keep has lists, labels, links and pictures; its trash stays out", async () => {
  const note = {
    userEditedTimestampUsec: 1_700_000_100_000_000,
    createdTimestampUsec: 1_700_000_000_000_000,
  };
  const archive = await openZip({
    "Takeout/Keep/a.json": {
      ...{ ...note, title: "Shopping", color: "RED", isPinned: true, isTrashed: false },
      listContent: [{ text: "Milk", isChecked: true }, { text: "Bread", isChecked: false }],
      labels: [{ name: "home" }],
      annotations: [{ url: "https://example.org", title: "Shop", source: "WEBLINK" }],
      attachments: [{ filePath: "p1.jpeg", mimetype: "image/jpeg" }],
    },
    "Takeout/Keep/a.html": "<html>",
    "Takeout/Keep/b.json": { ...note, textContent: "Gone", isTrashed: true },
    "Takeout/Keep/p1.jpg": PHOTO,
  });
  assert.equal((await recognize(archive)).format, "google-keep");
  const { entries, skipped } = await readAll(archive);
  const { title, content, occurredAt, tags, isFavorite, notes } = entries[0];
  assert.deepEqual({ title, content, occurredAt, tags, isFavorite, notes }, {
    title: "Shopping",
    content: "- [x] Milk\n- [ ] Bread\n\n- [Shop](https://example.org)\n\n![](p1.jpg)",
    occurredAt: 1_700_000_000_000,
    tags: ["home"],
    isFavorite: true,
    notes: ["Not taken: color RED"],
  });
  assert.deepEqual(skipped.map(({ why }) => why), ["It is in the trash of Google Keep"]);
});

Deno.test("memos come from the API's answer and from older exports, with their files", async () => {
  const archive = await openZip({
    "memos.json": {
      memos: [{
        name: "memos/abc",
        createTime: "2026-11-23T09:30:00Z",
        content: "A #small memo",
        visibility: "PROTECTED",
        pinned: true,
        location: { placeholder: "Bern" },
        attachments: [{ name: "attachments/q1", filename: "a.png", type: "image/png" }],
      }],
    },
    "a.png": PHOTO,
  });
  assert.equal((await recognize(archive)).format, "memos");
  const { entries: [memo] } = await readAll(archive);
  const { source, content, tags, location, isFavorite, notes } = memo;
  assert.deepEqual({ source, content, tags, location, isFavorite, notes }, {
    source: "abc",
    content: "A #small memo\n\n![](a.png)",
    tags: ["small"],
    location: "Bern",
    isFavorite: true,
    notes: ["Not taken: visibility PROTECTED"],
  });
  const older = await openFile("memos.json", [
    {
      id: 7,
      createdTs: 1_700_000_000,
      content: "Old",
      visibility: "PRIVATE",
      rowStatus: "ARCHIVED",
    },
  ]);
  const { entries: [old] } = await readAll(older);
  assert.deepEqual([old.source, old.occurredAt, old.notes], ["7", 1_700_000_000_000, [
    "Not taken: state ARCHIVED",
  ]]);
});

Deno.test("Standard Notes has its tags, its rich texts as Markdown, and names the files it does not have", async () => {
  const text = (text: string, format = 0) => ({ type: "text", text, format });
  const root = {
    type: "root",
    children: [
      { type: "heading", tag: "h2", children: [text("Plan")] },
      { type: "paragraph", children: [text("Do it "), text("now", 1)] },
      {
        type: "list",
        listType: "check",
        children: [{ type: "listitem", checked: true, children: [text("one")] }],
      },
    ],
  };
  const note = (uuid: string, content: unknown) => ({
    ...{ uuid, content_type: "Note", content },
    created_at: "2026-11-23T09:30:00.000Z",
    updated_at: "2026-11-24T09:30:00.000Z",
  });
  const archive = await openZip({
    "Standard Notes Backup and Import File.txt": {
      version: "004",
      items: [
        note("n1", {
          title: "Rich",
          noteType: "super",
          text: JSON.stringify({ root }),
          starred: true,
        }),
        note("n2", { title: "Old", text: "x", trashed: true }),
        note("n3", "004:cipher"),
        note("n4", { title: "Older", text: '<p dir="auto">Said <b>so</b></p>' }),
        {
          uuid: "t1",
          content_type: "Tag",
          content: { title: "work", references: [{ uuid: "n1" }] },
        },
        { uuid: "f1", content_type: "SN|File", content: { name: "a.pdf" } },
      ],
    },
    "Items/Note/Rich.txt": "Plan",
  });
  assert.equal((await recognize(archive)).format, "standard-notes");
  const { entries, skipped } = await readAll(archive);
  const { title, content, occurredAt, tags, isFavorite } = entries[0];
  assert.deepEqual({ title, content, occurredAt, tags, isFavorite }, {
    title: "Rich",
    content: "## Plan\n\nDo it **now**\n\n- [x] one",
    occurredAt: at("2026-11-23T09:30:00Z"),
    tags: ["work"],
    isFavorite: true,
  });
  assert.equal(entries[1].content, "Said **so**");
  assert.deepEqual(skipped.map(({ what }) => what), ["n2", "n3", "a.pdf"]);
});

Deno.test("Simplenote has its notes by their first line; those in its trash stay out", async () => {
  const note = {
    creationDate: "2026-11-23T09:30:00.000Z",
    lastModified: "2026-11-24T09:30:00.000Z",
  };
  const archive = await openZip({
    "source/notes.json": {
      activeNotes: [{
        ...note,
        id: "a1",
        content: "First line\r\nSecond",
        tags: ["x"],
        pinned: true,
      }],
      trashedNotes: [{ ...note, id: "a2", content: "Gone" }],
    },
    "First line.txt": "First line",
  });
  assert.equal((await recognize(archive)).format, "simplenote");
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(
    [entries[0].title, entries[0].content, entries[0].tags, entries[0].isFavorite],
    ["First line", "First line\nSecond", ["x"], true],
  );
  assert.deepEqual(skipped.map(({ what }) => what), ["a2"]);
});

Deno.test("what is deleted in Standard Notes is none, and a PDF of Day One has its ending", async () => {
  const items = [{ content_type: "Note", uuid: "a", deleted: true }];
  const notes = await readAll(
    await openFile("Standard Notes Backup.txt", { version: "004", items }),
  );
  assert.deepEqual([notes.entries, notes.skipped], [[], []]);
  const pdf = { identifier: "P1", md5: "aa", type: "pdf", pdfName: "Two doors" };
  const entries = [{
    ...{ uuid: "A", creationDate: "2026-11-23T08:30:00Z", pdfAttachments: [pdf] },
    text: "See\n\n![](dayone-moment:/pdfAttachment/P1)",
  }];
  const { entries: [{ content }] } = await readAll(
    await openZip({ "Journal.json": { entries }, "pdfs/aa.pdf": PHOTO }),
  );
  assert.equal(content, "See\n\n![](Two%20doors.pdf)");
});
