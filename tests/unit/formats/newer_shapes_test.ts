import assert from "node:assert/strict";
import { recognize } from "../../../lib/formats/mod.ts";
import { bytesOf, openZip, PHOTO, plain, readAll } from "./helpers.ts";

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

Deno.test("Journey's cloud writes a folder an entry, with places, weather and music as objects", async () => {
  const entry = {
    ...{ id: "Qm7", dateOfJournal: "2025-03-22T23:23:07.000Z", type: "html", version: 1 },
    text: '<p dir="auto">Tea &amp; rain.</p><p dir="auto">Later more.</p>',
    ...{ timezone: "Asia/Tokyo", updatedAt: "2025-03-23T00:13:09.563Z", favourite: true },
    ...{ sentiment: 0, activity: 0, schemaVersion: 2, encrypted: false, tags: [] },
    location: { lat: 36.661, lng: 137.228, altitude: 12 },
    weather: { id: 0, degreeC: 16.3, description: "Clear sky", icon: "01d", place: "Toyama" },
    music: { title: "A song", artist: "Somebody" },
    attachments: ["a1.jpg"],
  };
  const archive = await openZip({
    "Qm7/Qm7.json": entry,
    "Qm7/a1.jpg": PHOTO,
    "Qm8/Qm8.json": { ...entry, id: "Qm8", text: "Tom &amp; Jerry\nagain", attachments: [] },
    "Qm9/Qm9.json": { ...entry, id: "Qm9", encrypted: true },
  });
  assert.equal((await recognize(archive)).format, "journey");
  const { entries: [first, second], skipped } = await readAll(archive);
  assert.deepEqual(plain(first), {
    source: "Qm7",
    title: "Tea & rain.",
    content: "Tea & rain.\n\nLater more.\n\n![](a1.jpg)\n\n- Music: A song, Somebody",
    occurredAt: at("2025-03-22T23:23:07Z"),
    timeZone: "Asia/Tokyo",
    updatedAt: at("2025-03-23T00:13:09.563Z"),
    tags: [],
    mood: undefined,
    location: "36.661, 137.228",
    weather: "Clear sky, 16 °C",
    isFavorite: true,
    attachments: ["a1.jpg"],
    notes: ["Not taken: location altitude 12"],
  });
  assert.match(second.content, /^Tom & Jerry\nagain/);
  assert.deepEqual(skipped.map(({ what, why }) => [what, why.split(";")[0]]), [
    ["Qm9/Qm9.json", "It is encrypted"],
  ]);
});

Deno.test("an export of memos has a record and a text for each memo, and its files", async () => {
  const memo = {
    ...{ uid: "Ab3", creator: "ada", state: "NORMAL", visibility: "SPACE", pinned: true },
    ...{ createTime: "2026-03-02T14:05:11Z", updateTime: "2026-03-02T14:20:47Z" },
    ...{ contentPath: "memos/Ab3.md", tags: ["work", "work/q3"] },
    location: { placeholder: "Office", latitude: 52.52, longitude: 13.405 },
    attachments: [
      {
        ...{ uid: "att1", filename: "board photo.jpg", type: "image/jpeg", size: 7 },
        path: "attachments/att1/board photo.jpg",
      },
      {
        ...{ uid: "att2", filename: "spec.pdf", type: "application/pdf", size: 12 },
        externalLink: "https://files.example.org/spec.pdf",
      },
    ],
  };
  for (const format of ["memos-export", "memos-archive"]) {
    const archive = await openZip({
      "manifest.json": { format, formatVersion: "1.0", counts: { memos: 2, attachments: 1 } },
      "attachments/att1/board photo.jpg": PHOTO,
      "memos/Ab3.json": memo,
      "memos/Ab3.md": "# Whiteboard\n\nSee the photo.",
      "memos/Cm9.json": {
        ...{ uid: "Cm9", createTime: "2026-02-28T08:00:00Z", visibility: "PRIVATE" },
        ...{ state: "ARCHIVED", contentPath: "memos/Cm9.md", parent: "Ab3" },
      },
      "memos/Cm9.md": "A comment",
    });
    assert.equal((await recognize(archive)).format, "memos");
    const { entries, skipped } = await readAll(archive);
    const [{ source, title, content, occurredAt, tags, location, isFavorite, notes }, comment] =
      entries;
    assert.deepEqual({ source, title, content, occurredAt, tags, location, isFavorite, notes }, {
      source: "Ab3",
      title: "Whiteboard",
      content: "See the photo.\n\n![](board%20photo.jpg)\n" +
        "[spec.pdf](https://files.example.org/spec.pdf)",
      occurredAt: at("2026-03-02T14:05:11Z"),
      tags: ["work", "work/q3"],
      location: "Office",
      isFavorite: true,
      notes: ["Not taken: visibility SPACE"],
    });
    assert.deepEqual(await bytesOf(entries[0]), PHOTO);
    assert.deepEqual([comment.title, comment.notes], [
      "A comment",
      ["Not taken: parent Ab3, state ARCHIVED"],
    ]);
    assert.deepEqual(skipped, []);
  }
});

Deno.test("the export of older memos has the time in the names of its texts, and who may see them", async () => {
  const { entries } = await readAll(
    await openZip({
      "2024-06-08T12:13:14+02:00-PUBLIC.md": "For all",
      "2024-06-08T12:13:15Z.md": "For me",
    }),
  );
  assert.deepEqual(entries.map(({ title, occurredAt }) => [title, occurredAt]), [
    ["For all", "2024-06-08T12:13:14+02:00"],
    ["For me", "2024-06-08T12:13:15Z"],
  ]);
});

Deno.test("Journiv's moments have their entries, in its rich text, and some are a note or a mood only", async () => {
  const delta = {
    ops: [
      { insert: "Plan" },
      { attributes: { header: 2 }, insert: "\n" },
      { insert: "Do it " },
      { attributes: { bold: true }, insert: "now" },
      { insert: "\nmilk" },
      { attributes: { list: "checked" }, insert: "\n" },
      { insert: { image: "/api/v1/media/m-1/signed?x=1" } },
      { insert: "\nlet a" },
      { attributes: { "code-block": "plain" }, insert: "\n" },
      { insert: "End\n" },
    ],
  };
  const when = {
    ...{ logged_at_utc: "2026-08-24T08:30:00Z", logged_date_tz: "2026-08-24" },
    ...{ logged_timezone: "Europe/Vienna", created_at: "2026-08-24T08:31:00Z" },
  };
  const media = [
    { external_id: "m-1", filename: "a.jpg", file_path: "x/m-1_a.jpg", alt_text: "A dog" },
    { external_id: "m-2", filename: "b.jpg", file_path: "x/m-2_b.jpg" },
  ];
  const archive = await openZip({
    "data.json": {
      export_version: "1.5",
      journals: [{ title: "Home", entries: [], external_id: "j1" }],
      people: [{ name: "Anna", external_id: "p1" }],
      moments: [
        {
          ...{ ...when, external_id: "mo1", media, note: "Tired", tags: ["summer"] },
          ...{ primary_mood_name: "good", people_external_ids: ["p1"], is_pinned: true },
          mood_activity: [{ activity_name: "Walk" }],
          weather_summary: "Rain, 12 °C",
          entry: {
            ...{ title: "A plan", content_delta: delta, content_plain_text: "x" },
            ...{ journal_external_id: "j1", external_id: "e1" },
          },
        },
        { ...when, external_id: "mo2", note: "Only a note" },
        { ...when, external_id: "mo3", primary_mood_name: "calm" },
      ],
    },
    "media/x/m-1_a.jpg": PHOTO,
    "media/x/m-2_b.jpg": PHOTO,
  });
  assert.equal((await recognize(archive)).format, "journiv");
  const { entries: [entry, note, mood], skipped } = await readAll(archive);
  assert.deepEqual(plain(entry), {
    source: "e1",
    title: "A plan",
    content: "## Plan\nDo it **now**\n- [x] milk\n![A dog](a.jpg)\n```\nlet a\n```\nEnd\n\n" +
      "![](b.jpg)\n\n- Mood note: Tired\n- Activities: Walk\n- People: Anna",
    occurredAt: at("2026-08-24T08:30:00Z"),
    timeZone: "Europe/Vienna",
    createdAt: at("2026-08-24T08:31:00Z"),
    updatedAt: undefined,
    tags: ["summer", "Home"],
    mood: "good",
    location: undefined,
    weather: "Rain, 12 °C",
    isFavorite: true,
    attachments: ["a.jpg", "b.jpg"],
    notes: [],
  });
  assert.deepEqual([note.title, note.content, mood.title, mood.mood], [
    ...["Only a note", "Only a note", "calm", "calm"],
  ]);
  assert.deepEqual(skipped, []);
});

Deno.test("an entry of Journiv that has a moment has its mood, its note and its media", async () => {
  const archive = await openZip({
    "data.json": {
      export_version: "1.2",
      journals: [{
        title: "Home",
        entries: [{
          ...{ entry_datetime_utc: "2026-05-01T10:00:00", entry_timezone: "UTC" },
          ...{ content_plain_text: "Text", external_id: "e1", is_draft: true },
          moment: {
            ...{ primary_mood_name: "calm", note: "After a walk" },
            media: [{ filename: "a.jpg", file_path: "a.jpg" }],
          },
        }],
      }],
    },
    "media/a.jpg": PHOTO,
  });
  const { entries: [{ content, mood, notes }] } = await readAll(archive);
  assert.deepEqual([content, mood, notes], [
    "Text\n\n![](a.jpg)\n\n- Mood note: After a walk",
    "calm",
    ["Not taken: is_draft true"],
  ]);
});

Deno.test("a note of Simplenote that came from a text file has its tags at its end", async () => {
  const note = {
    creationDate: "2026-11-23T09:30:00.000Z",
    lastModified: "2026-11-23T09:30:00.000Z",
  };
  const { entries } = await readAll(
    await openZip({
      "source/notes.json": {
        activeNotes: [
          { ...note, id: "a", content: "A poem\r\n\r\nTags:\r\n  idea, poem\r\n  long one" },
          { ...note, id: "b", content: "Tags:\n  no note" },
        ],
        trashedNotes: [],
      },
    }),
  );
  assert.deepEqual(entries.map(({ content, tags }) => [content, tags]), [
    ["A poem", ["idea", "poem", "long one"]],
    ["Tags:\n  no note", []],
  ]);
});
