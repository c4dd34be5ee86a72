import assert from "node:assert/strict";
import { recognize } from "../../../lib/formats/mod.ts";
import { bytesOf, openFile, openZip, PHOTO, plain, readAll } from "./helpers.ts";

const at = (time: string) => Date.parse(time);

Deno.test("the JSON and the text of jrnl make the same entries", async () => {
  const json = await openFile("journal.json", {
    tags: { "@work": 1 },
    entries: [
      {
        title: "A long day.",
        body: "With @work.",
        date: "2026-11-23",
        time: "09:30",
        tags: ["@work"],
        starred: true,
      },
      { title: "No time", body: "", date: "soon", time: "09:30" },
    ],
  });
  const text = await openFile(
    "journal.txt",
    "[2026-11-23 09:30] A long day. *\nWith @work.\n\n[2026-11-24 10:00:00 PM] Next\n[not a time] in the text\n",
  );
  assert.equal((await recognize(json)).format, "jrnl");
  assert.equal((await recognize(text)).format, "jrnl-text");
  const [fromJson, fromText] = [await readAll(json), await readAll(text)];
  assert.deepEqual(fromText.entries[0].key, ["jrnl", "2026-11-23", "09:30", "A long day.", "0"]);
  assert.deepEqual(fromJson.entries[0].key, fromText.entries[0].key);
  const { title, content, occurredAt, tags, isFavorite } = fromText.entries[0];
  assert.deepEqual({ title, content, occurredAt, tags, isFavorite }, {
    title: "A long day.",
    content: "With @work.",
    occurredAt: "2026-11-23T09:30:00",
    tags: ["work"],
    isFavorite: true,
  });
  assert.equal(fromJson.entries[0].content, content);
  assert.deepEqual(fromText.entries[1].occurredAt, "2026-11-24T22:00:00");
  assert.equal(fromText.entries[1].content, "[not a time] in the text");
  assert.equal(fromJson.skipped.length, 1);
});

Deno.test("Journey has an entry a document, with mood, weather, place and photos", async () => {
  const archive = await openZip({
    "1700000000000-a.json": {
      id: "1700000000000-a",
      text: "<p>By the <b>sea</b></p><ul><li>one</li><li>two</li></ul>",
      date_journal: 1_700_000_000_000,
      date_modified: 1_700_000_100_000,
      timezone: "Europe/Belgrade",
      address: "Budva",
      lat: 42.2,
      lon: 18.8,
      mood: 2,
      favourite: true,
      music_title: "A song",
      music_artist: "Somebody",
      sentiment: 1.25,
      weather: { id: 3, degree_c: 21.4, description: "Sunny", icon: "01d", place: "Budva" },
      photos: ["1700000000000-a-b.jpg", "gone.jpg"],
      tags: ["sea"],
    },
    "1700000000000-a-b.jpg": PHOTO,
    "broken.json": "{",
  });
  assert.equal((await recognize(archive)).format, "journey");
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(plain(entries[0]), {
    source: "1700000000000-a",
    title: "By the sea",
    content:
      "By the **sea**\n\n- one\n- two\n\n![](1700000000000-a-b.jpg)\n\n- Music: A song, Somebody",
    occurredAt: 1_700_000_000_000,
    timeZone: "Europe/Belgrade",
    updatedAt: 1_700_000_100_000,
    tags: ["sea"],
    mood: "good",
    location: "Budva",
    weather: "Sunny, 21 °C",
    isFavorite: true,
    attachments: ["1700000000000-a-b.jpg"],
    notes: [
      "Left out: gone.jpg; the archive has no such file",
      "Not taken: sentiment 1.25",
    ],
  });
  assert.deepEqual(skipped.map(({ why }) => why), ["broken.json is not JSON to its end"]);
});

Deno.test("Journiv has its journals as tags, and media with alt text and checksum", async () => {
  const archive = await openZip({
    "data.json": {
      export_version: "1.0",
      journals: [{
        title: "Home",
        entries: [{
          title: "First",
          content: "Text",
          entry_date: "2026-11-23",
          entry_datetime_utc: "2026-11-23T08:30:00",
          entry_timezone: "Europe/Zurich",
          is_pinned: false,
          temperature: 4,
          weather: "Fog",
          tags: ["autumn"],
          mood_log: { mood_name: "calm", note: "After a walk" },
          prompt_text: "What did you see?",
          media: [{
            filename: "fog.jpg",
            file_path: "e1/m1_fog.jpg",
            mime_type: "image/jpeg",
            checksum: "A".repeat(64),
            alt_text: "Fog on a lake",
          }],
          created_at: "2026-11-23T08:31:00Z",
          updated_at: "2026-11-23T08:32:00Z",
        }],
      }],
    },
    "media/e1/m1_fog.jpg": PHOTO,
  });
  assert.equal((await recognize(archive)).format, "journiv");
  const { entries: [entry] } = await readAll(archive);
  const { title, content, occurredAt, timeZone, tags, mood, weather, notes } = entry;
  assert.deepEqual({ title, content, occurredAt, timeZone, tags, mood, weather, notes }, {
    title: "First",
    content:
      "Text\n\n![Fog on a lake](fog.jpg)\n\n- Prompt: What did you see?\n- Mood note: After a walk",
    occurredAt: at("2026-11-23T08:30:00Z"),
    timeZone: "Europe/Zurich",
    tags: ["autumn", "Home"],
    mood: "calm",
    weather: "Fog, 4 °C",
    notes: [],
  });
  const { name, type, alt, sha256 } = entry.attachments[0];
  assert.deepEqual([name, type, alt, sha256], [
    "fog.jpg",
    "image/jpeg",
    "Fog on a lake",
    "a".repeat(64),
  ]);
  assert.deepEqual(await bytesOf(entry), PHOTO);
});

Deno.test("Apple Journal has a page an entry, with its emphasis, its photos and their place", async () => {
  const page = (rest: string) =>
    `<!DOCTYPE html><html><head><style>span.s1 {color: #000} span.s3 {font-weight: bold}</style></head><body>` +
    `<div class="pageHeader">Monday, 15 December 2025</div>${rest}</body></html>`;
  const archive = await openZip({
    "AppleJournalEntries/index.html": "<a href='Entries/x.html'>x</a>",
    "AppleJournalEntries/Entries/2025-12-15_A_day.html": page(
      `<div class="assetGrid"><div id="AB-1" class="gridItem assetType_photo">` +
        `<img src="../Resources/AB-1.jpg" class="asset_image"></div>` +
        `<div id="AB-2" class="gridItem assetType_video"><video src="../Resources/AB-2.mov"></video></div></div>` +
        `<div class='title'><span class="s2">A day</span></div><div class='bodyText'>` +
        `<p class="p2"><span class="s1">By the </span><span class="s3">river</span></p>` +
        `<blockquote><p>Water &amp; ice</p></blockquote></div>`,
    ),
    "AppleJournalEntries/Entries/second.html": page("<p class='p2'>Only words</p>"),
    "AppleJournalEntries/Resources/AB-1.jpg": PHOTO,
    "AppleJournalEntries/Resources/AB-1.json": { date: 787_654_321, placeName: "Bern" },
  });
  assert.equal((await recognize(archive)).format, "apple-journal");
  const { entries, skipped } = await readAll(archive);
  const { title, content, occurredAt, location, notes } = entries[0];
  assert.deepEqual({ title, content, occurredAt, location, notes }, {
    title: "A day",
    content: "By the **river**\n\n> Water & ice\n\n![](AB-1.jpg)",
    occurredAt: "2025-12-15",
    location: "Bern",
    notes: ["Left out: video; the archive has no file of it"],
  });
  assert.deepEqual([entries[1].title, entries[1].occurredAt], ["Only words", "2025-12-15"]);
  assert.deepEqual(await bytesOf(entries[0]), PHOTO);
  assert.deepEqual(skipped, []);
});

Deno.test("Diarium has a list of entries with HTML, and media by the day", async () => {
  const entry = {
    date: "2026-11-23T15:47:53.4882800",
    heading: "Afternoon",
    html: "<p>Some <i>words</i><br>and more</p>",
    tags: ["home"],
    people: ["Anna"],
    rating: 4,
    location: [47.1, 7.4],
    sun: "☀️ Sunrise: 7:16 AM Sunset: 4:56 PM",
  };
  const archive = await openZip({
    "diarium.json": [entry, { heading: "Never" }],
    "media/2026-11-23_154753488/1.jpg": PHOTO,
  });
  assert.equal((await recognize(archive)).format, "diarium");
  const { entries, skipped } = await readAll(archive);
  const { title, content, occurredAt, location, tags } = entries[0];
  assert.deepEqual({ title, content, occurredAt, location, tags }, {
    title: "Afternoon",
    content: "Some *words*\nand more\n\n![](1.jpg)\n\n- Rating: 4\n- People: Anna\n" +
      "- Sun: ☀️ Sunrise: 7:16 AM Sunset: 4:56 PM",
    occurredAt: "2026-11-23T15:47:53",
    location: "47.1, 7.4",
    tags: ["home"],
  });
  assert.equal(skipped.length, 1);
});

Deno.test("Daylio has its activities as tags, its moods, and times of twelve hours", async () => {
  const archive = await openFile(
    "daylio_export.csv",
    "\uFEFFfull_date,date,weekday,time,mood,activities,note_title,note\n" +
      '2026-11-23,23 Nov,Monday,11:54 pm,rad,"movies / tv | music",Party,"Said ""hi""<br>twice"\n' +
      "2026-11-22,22 Nov,Sunday,10:21,meh,cleaning,,\n",
  );
  assert.equal((await recognize(archive)).format, "daylio");
  const { entries } = await readAll(archive);
  assert.deepEqual(
    entries.map(({ title, content, occurredAt, mood, tags }) => ({
      title,
      content,
      occurredAt,
      mood,
      tags,
    })),
    [
      {
        title: "Party",
        content: 'Said "hi"\ntwice',
        occurredAt: "2026-11-23T23:54:00",
        mood: "rad",
        tags: ["movies / tv", "music"],
      },
      {
        title: "meh",
        content: "- Activities: cleaning",
        occurredAt: "2026-11-22T10:21:00",
        mood: "meh",
        tags: ["cleaning"],
      },
    ],
  );
});

Deno.test("our own zip hands its records to the journal, with the files that they name", async () => {
  const sha256 = "b".repeat(64);
  const record = {
    type: "entry",
    id: "01J",
    attachments: [{ name: "a.jpg", type: "image/jpeg", sha256, alt: "A" }],
  };
  const archive = await openZip({
    "journal.json": {
      format: "epicme-journal",
      formatVersion: 1,
      records: [{ type: "tag", id: "02J" }, record],
    },
    "entries/2026-11-23-a.md": "---\ntitle: A\n---\nText",
    [`attachments/${sha256}/a.jpg`]: PHOTO,
  });
  assert.equal((await recognize(archive)).format, "epicme");
  const { records, skipped } = await readAll(archive);
  assert.deepEqual(records.map((each) => each.record), [{ type: "tag", id: "02J" }, record]);
  assert.deepEqual(records[1].attachments.map(({ name, alt }) => [name, alt]), [["a.jpg", "A"]]);
  assert.deepEqual(await new Response(await records[1].attachments[0].open()).bytes(), PHOTO);
  assert.deepEqual(skipped, []);
});

Deno.test("Journiv's newer exports have places and weather as objects", async () => {
  const entry = {
    title: "There",
    content: "Text",
    entry_date: "2026-11-23",
    entry_datetime_utc: "2026-11-23T08:30:00Z",
    location_json: { name: "Pier", locality: "Thun", country: "Switzerland", latitude: 46.7 },
    weather_json: { temp_c: 4.4, condition: "Fog", service: "none" },
  };
  const archive = await openZip({
    "data.json": { export_version: "1.1", journals: [{ title: "Home", entries: [entry] }] },
  });
  const { entries: [{ location, weather, notes }] } = await readAll(archive);
  assert.deepEqual([location, weather, notes], ["Pier, Thun, Switzerland", "Fog, 4 °C", []]);
});

Deno.test("Diarium's files belong to the entry of their time, in folders within folders, too", async () => {
  const archive = await openZip({
    "diarium.json": [
      { date: "2026-11-23T09:00:00.1234567", html: "<p>Morning</p>" },
      { date: "2026-11-23T21:00:00.48828", html: "<p>Evening</p>" },
    ],
    "media/2026-11-23_210000488/pictures/1.jpg": PHOTO,
    "media/2026-11-23_090000123/2.jpg": PHOTO,
  });
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(entries.map(({ attachments: [{ name }] }) => name), ["2.jpg", "1.jpg"]);
  assert.deepEqual(skipped, []);
});
