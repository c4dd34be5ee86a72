import assert from "node:assert/strict";
import { exportJournal } from "../../../../lib/journal/portability/mod.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { draft, journalIn, listAll, storeFor } from "../helpers.ts";
import { entryRecord, importInto } from "../portability/helpers.ts";

/** Entries of Day One: birthdays without a time, and photos. */
const DAY_ONE = JSON.stringify({
  metadata: { version: "1.0" },
  entries: [
    {
      uuid: "0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D0D",
      ...{ creationDate: "2024-04-16T23:00:00Z", isAllDay: true, timeZone: "Europe/Dublin" },
      text: "Birthday of the dog",
    },
    {
      uuid: "0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E0E",
      ...{ creationDate: "2024-07-04T04:00:00Z", isAllDay: true, timeZone: "America/New_York" },
      text: "Parade",
    },
    {
      uuid: "0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C",
      ...{ creationDate: "2024-05-12T22:30:00Z", timeZone: "Asia/Tokyo" },
      text: "![](dayone-moment://P1)",
    },
    {
      uuid: "0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F",
      ...{ creationDate: "2024-05-14T22:30:00Z", timeZone: "GMT+0530" },
      text: "On the train",
    },
    {
      uuid: "0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A",
      ...{ creationDate: "2024-05-15T22:30:00Z", timeZone: "Nowhere" },
      text: "Who knows where",
    },
  ],
});

Deno.test("entries of Day One keep the day that they had where they were written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.setTimeZone("America/Los_Angeles");
  const report = await importInto(journal, DAY_ONE, { format: "dayone" });
  assert.deepEqual([report.created, report.failed], [5, 0]);
  const entries = await listAll(journal);
  assert.deepEqual(entries.map(({ title, day, utcOffset }) => [title, day, utcOffset]), [
    ["Parade", "2024-07-04", undefined],
    ["Who knows where", "2024-05-15", "-07:00"],
    ["On the train", "2024-05-15", "+05:30"],
    ["2024-05-13", "2024-05-13", "+09:00"],
    ["Birthday of the dog", "2024-04-17", undefined],
  ]);
  for (const timeZone of [undefined, "UTC", "America/Los_Angeles", "Pacific/Kiritimati"]) {
    for (const [date, title] of [["2026-04-17", "Birthday of the dog"], ["2026-07-04", "Parade"]]) {
      const { years } = await journal.onThisDay({ date, timeZone });
      assert.deepEqual(years.map(({ entries }) => entries[0].title), [title]);
    }
    const { days = [] } = await journal.stats({ byDay: true, to: "2024-05-13", timeZone });
    assert.deepEqual(days.map(({ date }) => date), ["2024-04-17", "2024-05-13"]);
  }
  assert.equal((await importInto(journal, DAY_ONE, { format: "dayone" })).skipped, 5);
  await checkInvariants(store, "ada");
});

Deno.test("a time zone that is set between two imports makes no entry of Day One a changed one", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await importInto(journal, DAY_ONE, { format: "dayone" });
  await journal.setTimeZone("Asia/Tokyo");
  assert.equal((await importInto(journal, DAY_ONE, { format: "dayone" })).skipped, 5);
});

Deno.test("entries of jrnl are of the day that they name, in the person's time zone", async () => {
  const entry = { title: "Late", body: "Text", date: "2024-05-13", time: "23:30" };
  const document = JSON.stringify({ entries: [entry] });
  const cases = [
    [undefined, undefined, "2024-05-13T23:30:00.000Z"],
    ["Pacific/Kiritimati", undefined, "2024-05-13T09:30:00.000Z"],
    ["Pacific/Kiritimati", "Pacific/Pago_Pago", "2024-05-14T10:30:00.000Z"],
  ];
  for (const [home, timeZone, moment] of cases) {
    using store = await storeFor();
    const journal = journalIn(store);
    if (home) await journal.setTimeZone(home);
    await importInto(journal, document, { format: "jrnl", timeZone });
    await journal.setTimeZone("Europe/Berlin");
    const [{ day, occurredAt }] = await listAll(journal);
    assert.deepEqual([day, new Date(occurredAt).toISOString()], ["2024-05-13", moment]);
  }
});

Deno.test("an export keeps days, and an import brings them back", async () => {
  using store = await storeFor();
  using elsewhere = await storeFor();
  const journal = journalIn(store);
  await journal.createEntry(draft({ title: "unknown", occurredAt: "2025-12-31T12:30Z" }));
  await journal.setTimeZone("Pacific/Kiritimati");
  for (const occurredAt of ["2026-01-02", "2026-01-03T23:30-11:00", "2026-01-04T12:30Z"]) {
    const { id } = await journal.createEntry(draft({ title: occurredAt, occurredAt }));
    await journal.updateEntry(id, { content: "Again" });
  }
  const exported = async (from: typeof store) =>
    (await Array.fromAsync(
      exportJournal(from, { userId: "ada", includePrivate: true }, { format: "json" }),
    )).join("");
  const document = await exported(store);
  const other = journalIn(elsewhere);
  await other.setTimeZone("America/New_York");
  await importInto(other, document);
  const { records } = JSON.parse(document);
  assert.deepEqual(JSON.parse(await exported(elsewhere)).records, records);
  const days = (await listAll(other)).map(({ day }) => day);
  assert.deepEqual(days, ["2026-01-05", "2026-01-03", "2026-01-02", "2025-12-31"]);
  await checkInvariants(elsewhere, "ada");
});

Deno.test("a document that knows nothing of days leaves those that are known", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ occurredAt: "2024-05-13T07:30+09:00" }));
  const { createdAt } = await journal.getEntry(id);
  const record = entryRecord(1, {
    ...{ id, content: "Another text", occurredAt: "2024-05-12T22:30:00.000Z" },
    ...{ createdAt: iso(createdAt), updatedAt: iso(createdAt), version: 3 },
  });
  assert.equal((await importInto(journal, [record])).updated, 1);
  const { content, day, utcOffset } = await journal.getEntry(id);
  assert.deepEqual([content, day, utcOffset], ["Another text", "2024-05-13", "+09:00"]);
});

Deno.test("a day that cannot be that of its moment is refused, and nothing else of the document", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const occurredAt = "2024-05-12T22:30:00.000Z";
  const wrong = [
    { day: "2024-05-15" },
    { day: "2024-05-12", utcOffset: "+09:00" },
    { utcOffset: "+09:00" },
    { day: "2024-05-32" },
    { day: "2024-05-13", utcOffset: "Tokyo" },
    { day: "2024-05-13", utcOffset: "+09:00", isZoneAssumed: false },
  ];
  const records = wrong.map((time, n) => entryRecord(n, { ...time, occurredAt }));
  const right = entryRecord(9, { day: "2024-05-13", utcOffset: "+09:00", occurredAt });
  const { created, failed, errors } = await importInto(journal, [...records, right]);
  assert.deepEqual([created, failed], [1, wrong.length], JSON.stringify(errors));
});

function iso(time: number): string {
  return new Date(time).toISOString();
}
