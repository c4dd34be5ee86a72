import assert from "node:assert/strict";
import { unescapeDayOne } from "../../../../lib/formats/text/markup/dayone_text.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, dump, journalIn, listAll, listAllRevisions, storeFor } from "../helpers.ts";
import { documentOf, importInto } from "./helpers.ts";

const fixture = (name: string) =>
  Deno.readTextFile(new URL(`fixtures/${name}.json`, import.meta.url));

Deno.test("a Day One export becomes entries with place, weather and tags", async () => {
  using store = await storeFor();
  const journal = journalIn(store, { client: "importer" });
  const document = await fixture("dayone");
  const rehearsal = await importInto(journal, document, { format: "dayone", dryRun: true });
  assert.deepEqual(await dump(store), []);
  const report = await importInto(journal, document, { format: "dayone" });
  assert.deepEqual(report, rehearsal);
  assert.deepEqual([report.created, report.failed], [2, 3]);
  assert.deepEqual(report.errors.map(({ index }) => index), [2, 3, 4]);
  assert.match(report.errors[0].reason, /no text, and photos/);
  assert.match(report.errors[1].reason, /creationDate: Expected an ISO 8601 time/);

  const [second, first] = await listAll(journal);
  const { id: _id, tags, content, wordCount: _words, ...entry } = await journal.getEntry(first.id);
  assert.deepEqual(entry, {
    title: "Up the Niesen",
    location: "Niesen Kulm, Wimmis, Switzerland",
    weather: "Mostly Sunny, 12 °C",
    isFavorite: true,
    isPrivate: false,
    occurredAt: Date.parse("2024-05-03T06:30:00Z"),
    day: "2024-05-03",
    utcOffset: "+02:00",
    createdAt: Date.parse("2024-05-03T06:30:00Z"),
    updatedAt: Date.parse("2024-05-04T20:15:10Z"),
    version: 1,
  });
  assert.deepEqual(tags.map(({ name }) => name), ["Hiking", "With Mia"]);
  assert.match(content, /^We left at 5\.30 - far too early! \(Mia was asleep\.\)\n/);
  assert.match(content, /\n1\\\. not a list\n\\- not one either\n/);
  assert.deepEqual(
    [second.title, second.excerpt],
    ["Only one line, no heading", "Only one line, no heading"],
  );
  await checkInvariants(store, "ada");
});

Deno.test("a Day One entry is imported once, and again when it has changed there", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const document = await fixture("dayone");
  const again = (text = document) => importInto(journal, text, { format: "dayone" });
  await again();
  const [, { id }] = await listAll(journal);
  assert.deepEqual([(await again()).skipped, (await again()).created], [2, 0]);
  clock.advance(1_000);
  await journal.updateEntry(id, { mood: "Mine" });
  assert.equal((await again()).skipped, 2, "What was done to it here stands");
  const edited = document.replace("far too early", "early").replace("06:30", "06:31");
  const report = await again(edited);
  assert.deepEqual([report.created, report.updated, report.skipped], [0, 1, 1]);
  assert.equal((await again(edited)).skipped, 2);
  assert.match((await journal.getEntry(id)).content, /5\.30 - early!/);
  assert.match((await listAllRevisions(journal, id))[0].excerpt, /far too early/);

  await journal.trashEntry(id);
  assert.equal((await again(edited)).skipped, 2, "Nor does it come out of the trash");
  assert.match((await again()).errors[0].reason, /in the trash/);

  // The journal moves, and still knows where its entries came from.
  const ben = journalIn(store, { ...clock, userId: "ben" });
  await importInto(ben, await documentOf(store, clock));
  assert.equal((await importInto(ben, edited, { format: "dayone" })).skipped, 2);
  await checkInvariants(store, "ben");
});

Deno.test("backslashes of Day One go where they say nothing, and stay where they do", () => {
  for (
    const [escaped, wanted] of [
      ["5\\.30 \\- a \\(b\\)\\!", "5.30 - a (b)!"],
      ["\\- a", "\\- a"],
      ["  \\# a \\# b", "  \\# a # b"],
      ["12\\. a 3\\. b", "12\\. a 3. b"],
      ["[a]\\(b\\) \\![c]", "[a]\\(b) \\![c]"],
      ["a \\*b\\* \\_c\\_", "a \\*b\\* \\_c\\_"],
      ["a \\\\. b", "a \\\\. b"],
      ["```\na\\.b\n```\na\\.b", "```\na\\.b\n```\na.b"],
    ]
  ) assert.equal(unescapeDayOne(escaped), wanted);
  const long = `${"1".repeat(100_000)}${"\\.".repeat(400_000)}`;
  assert.equal(unescapeDayOne(long).length, 500_000);
});

Deno.test("a first line that is long, a photo or empty still gives a title", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const texts = [
    "é".repeat(300),
    "![](dayone-moment://AB)\n\n## A view  \nfrom above",
    "![](dayone-moment://AB)",
    "#\nJust a mark",
    "# Alone",
  ];
  const entries = texts.map((text, n) => ({
    ...{ uuid: `${n}`, creationDate: `2024-05-0${9 - n}T00:00:00Z`, text },
  }));
  await importInto(journal, JSON.stringify({ entries }), { format: "dayone" });
  const found = await Promise.all((await listAll(journal)).map(({ id }) => journal.getEntry(id)));
  assert.deepEqual(found.map(({ title, content }) => [title, content]), [
    [`${"é".repeat(199)}…`, texts[0]],
    ["A view", "![](dayone-moment://AB)\n\nfrom above"],
    ["2024-05-07", texts[2]],
    ["Just a mark", texts[3]],
    ["Alone", texts[4]],
  ]);
});

Deno.test("a jrnl export becomes entries at their local times", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const document = await fixture("jrnl");
  const options = { format: "jrnl", timeZone: "Europe/Zurich" } as const;
  const report = await importInto(journal, document, options);
  assert.deepEqual([report.created, report.failed], [3, 1]);
  assert.deepEqual(report.errors.map(({ index }) => index), [3]);
  assert.match(report.errors[0].reason, /date: Expected a day/);
  const [last, same, first] = await Promise.all(
    (await listAll(journal)).map(({ id }) => journal.getEntry(id)),
  );
  assert.equal(first.title, "Planted the beans.");
  assert.match(first.content, /^Rain is forecast/);
  assert.deepEqual(first.tags.map(({ name }) => name), ["garden", "mia"]);
  assert.equal(new Date(first.occurredAt).toISOString(), "2025-03-30T01:30:00.000Z", "In the gap");
  assert.deepEqual([last.content, last.isFavorite], ["Nothing grows yet @garden", true]);
  assert.deepEqual(same.title, last.title);
  assert.equal((await importInto(journal, document, options)).skipped, 3);
  const rewritten = document.replace("Rain is", "Sun is");
  const { updated, skipped } = await importInto(journal, rewritten, options);
  assert.deepEqual([updated, skipped], [1, 2]);
  await assert.rejects(
    importInto(journal, document, { ...options, timeZone: "Mars/Base" }),
    /no time zone "Mars\/Base"/,
  );
  await checkInvariants(store, "ada");
});
