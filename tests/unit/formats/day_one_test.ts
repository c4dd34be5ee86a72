import assert from "node:assert/strict";
import { recognize } from "../../../lib/formats/mod.ts";
import { bytesOf, openFile, openZip, PHOTO, plain, readAll } from "./helpers.ts";

const MD5 = "0e2d16db35b89f9880ee5b3441659d54";

const ENTRY = {
  uuid: "2a69239a-5b36-4348-ac64-fa7758c2151b",
  creationDate: "2024-01-05T03:02:50Z",
  modifiedDate: "2024-01-06T03:02:50Z",
  timeZone: "Asia/Tokyo",
  text: "# A walk\n\n![](dayone-moment://B1)\n\nIt was cold\\.\n\n![](dayone-moment:/audio/C1)",
  starred: true,
  tags: ["Winter", "Walks"],
  location: { placeName: "Ueno", country: "Japan", latitude: 35.7, longitude: 139.7 },
  weather: { conditionsDescription: "Clear", temperatureCelsius: 3.6, relativeHumidity: 40 },
  userActivity: { stepCount: 4321, activityName: "Walking" },
  creationDevice: "A phone",
  photos: [
    { identifier: "D1", md5: `${MD5.slice(0, -1)}7`, type: "jpeg", orderInEntry: 2 },
    { identifier: "B1", md5: MD5, type: "jpeg", filename: "IMG_1.JPG", orderInEntry: 1 },
  ],
  audios: [{ identifier: "C1", md5: "c".repeat(32), format: "aac" }],
};

const EXPORT = {
  "Travel.json": { metadata: { version: "1.0" }, entries: [ENTRY] },
  "Home.json": {
    metadata: { version: "1.0" },
    entries: [
      { uuid: "AB", creationDate: "2024-02-01T10:00:00Z", isAllDay: true, text: "Snow" },
      { uuid: "AC", text: "No time" },
      { uuid: "AD", creationDate: "2024-02-02T10:00:00Z", text: "" },
    ],
  },
  [`photos/${MD5}.jpeg`]: PHOTO,
  [`audios/${"c".repeat(32)}.m4a`]: PHOTO,
  "photos/nobody.jpeg": PHOTO,
};

Deno.test("a Day One zip has its journals, and their photos and sound where the text has them", async () => {
  const archive = await openZip(EXPORT);
  assert.equal((await recognize(archive)).format, "dayone");
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(plain(entries[0]), {
    source: "2A69239A5B364348AC64FA7758C2151B",
    title: "A walk",
    content: "![](IMG_1.JPG)\n\nIt was cold.\n\n![](" + "c".repeat(32) +
      ".m4a)\n\n- Steps: 4321\n- Activity: Walking",
    occurredAt: Date.parse("2024-01-05T03:02:50Z"),
    timeZone: "Asia/Tokyo",
    createdAt: Date.parse("2024-01-05T03:02:50Z"),
    updatedAt: Date.parse("2024-01-06T03:02:50Z"),
    tags: ["Winter", "Walks", "Travel"],
    location: "Ueno, Japan",
    weather: "Clear, 4 °C",
    isFavorite: true,
    attachments: ["IMG_1.JPG", `${"c".repeat(32)}.m4a`],
    notes: [
      "Left out: photo; the archive has no file of them",
      "Not taken: location latitude 35.7, location longitude 139.7, " +
      "weather relativeHumidity 40",
    ],
  });
  assert.deepEqual(await bytesOf(entries[0]), PHOTO);
  assert.deepEqual(
    [entries[1].occurredAt, entries[1].day, entries[1].tags],
    [Date.parse("2024-02-01T10:00:00Z"), "2024-02-01", ["Home"]],
  );
  assert.deepEqual(skipped.map(({ what, why }) => `${what}: ${why}`), [
    "Home.json, entry 2: It does not say when it was written (creationDate: Expected an ISO 8601 time)",
    "AD: It has no text",
    "photos/nobody.jpeg: No entry refers to it",
  ]);
});

Deno.test("an entry of Day One that is a photo only has its day as its title", async () => {
  const entry = { ...ENTRY, text: "![](dayone-moment://B1)", photos: [ENTRY.photos[1]] };
  const document = {
    "Journal.json": { entries: [{ ...entry, audios: [], userActivity: undefined }] },
  };
  const { entries } = await readAll(await openZip({ ...EXPORT, ...document }));
  const only = entries.find(({ tags }) => tags.includes("Journal"))!;
  assert.deepEqual([only.title, only.content], ["2024-01-05", "![](IMG_1.JPG)"]);
});

Deno.test("a JSON document of Day One alone says that its files are in the zip", async () => {
  const archive = await openFile("Journal.json", [ENTRY]);
  const { entries } = await readAll(archive);
  assert.deepEqual(entries[0].attachments, []);
  assert.deepEqual(entries[0].tags, ["Winter", "Walks"]);
  assert.match(entries[0].notes[0], /photo, audio, photo; their files are in the zip/);
});

Deno.test("an entry that a Day One zip has twice is imported once", async () => {
  const journal = { metadata: { version: "1.0" }, entries: [ENTRY] };
  const archive = await openZip({ "Journal.json": { ...journal, entries: [ENTRY, ENTRY] } });
  const { entries, skipped } = await readAll(archive);
  assert.equal(entries.length, 1);
  assert.deepEqual(skipped.map(({ why }) => why), ["It is in the file twice"]);
});
