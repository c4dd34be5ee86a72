import assert from "node:assert/strict";
import { codedDayTeller, dayCodeOf } from "../../../../lib/journal/days/day_code.ts";
import { dateOf } from "../../../../lib/journal/days/calendar.ts";
import { dayTeller, type EntryTime, entryTimeOf } from "../../../../lib/journal/days/entry_day.ts";
import type { Zone } from "../../../../lib/journal/days/zone.ts";
import { compact } from "../../../../lib/journal/store/stored.ts";

const ZONES = [
  ...["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/Los_Angeles"],
  ...["Asia/Kathmandu", "America/Sao_Paulo", "America/St_Johns", "UTC"],
];
const zone = (name: string, source: Zone["source"] = "person"): Zone => ({ name, source });
const timeOf = (time: number | string, where: Zone) => compact<EntryTime>(entryTimeOf(time, where));
const dayIn = (time: EntryTime, reader: Zone) => dateOf(dayTeller(reader)(time)).toString();
const at = (text: string) => Date.parse(text);

Deno.test("a day without a time is that day for everybody, wherever it was written", () => {
  for (const name of ZONES) {
    // Of the last one there is no midnight in Brazil.
    for (const day of ["2026-01-12", "2024-02-29", "2018-11-04"]) {
      const time = timeOf(day, zone(name));
      assert.deepEqual(Object.keys(time).sort(), ["day", "occurredAt"]);
      for (const reader of ZONES) {
        for (const source of ["call", "person", "default"] as const) {
          assert.equal(dayIn(time, zone(reader, source)), day, `${name} ${reader}`);
        }
      }
    }
  }
  assert.equal(timeOf("2026-01-12", zone("Asia/Tokyo")).occurredAt, at("2026-01-11T15:00Z"));
  assert.equal(timeOf("2018-11-04", zone("America/Sao_Paulo")).occurredAt, at("2018-11-04T03:00Z"));
});

Deno.test("a time with an offset is of the day that it had there, for everybody", () => {
  const times = [
    ["2024-05-13T07:30+09:00", "2024-05-13", "+09:00"],
    ["2026-01-01T00:30+14:00", "2026-01-01", "+14:00"],
    ["2025-12-31T23:30-11:00", "2025-12-31", "-11:00"],
    ["2026-03-29T00:15+01:00", "2026-03-29", "+01:00"],
    ["2026-03-29T23:45+0200", "2026-03-29", "+02:00"],
  ];
  for (const [text, day, utcOffset] of times) {
    for (const name of ZONES) {
      const time = timeOf(text, zone(name));
      assert.deepEqual([time.day, time.utcOffset, time.isZoneAssumed], [day, utcOffset, undefined]);
      for (const reader of ZONES) assert.equal(dayIn(time, zone(reader, "call")), day);
    }
  }
});

Deno.test("a time without an offset is one on the clock of the person, or of the call", () => {
  const local = (text: string, name: string) => {
    const { occurredAt, day, utcOffset, isZoneAssumed } = timeOf(text, zone(name));
    assert.equal(isZoneAssumed, undefined, "Its day was written");
    return [new Date(occurredAt).toISOString().slice(0, 16), day, utcOffset];
  };
  assert.deepEqual(
    local("2026-01-12T23:30", "Pacific/Kiritimati"),
    ["2026-01-12T09:30", "2026-01-12", "+14:00"],
  );
  assert.deepEqual(
    local("2026-01-12T23:30", "Pacific/Pago_Pago"),
    ["2026-01-13T10:30", "2026-01-12", "-11:00"],
  );
  // Summer time begins at two, so there is no half past two; it ends at three, and half past two is
  // there twice.
  assert.deepEqual(
    local("2026-03-29T02:30", "Europe/Berlin"),
    ["2026-03-29T01:30", "2026-03-29", "+02:00"],
  );
  assert.deepEqual(
    local("2026-10-25T02:30", "Europe/Berlin"),
    ["2026-10-25T00:30", "2026-10-25", "+02:00"],
  );
  assert.deepEqual(
    local("2026-03-08T23:59", "America/Los_Angeles"),
    ["2026-03-09T06:59", "2026-03-08", "-07:00"],
  );
});

Deno.test("a time in UTC is of the person's day, which stays, unless a call says where", () => {
  for (const time of ["2026-01-12T12:30Z", at("2026-01-12T12:30Z")]) {
    const kept = timeOf(time, zone("Pacific/Kiritimati"));
    assert.deepEqual(
      [kept.day, kept.utcOffset, kept.isZoneAssumed],
      ["2026-01-13", "+14:00", true],
    );
    assert.equal(dayIn(kept, zone("Pacific/Pago_Pago", "person")), "2026-01-13");
    assert.equal(dayIn(kept, zone("UTC", "default")), "2026-01-13");
    assert.equal(dayIn(kept, zone("Pacific/Pago_Pago", "call")), "2026-01-12");

    const called = timeOf(time, zone("Asia/Tokyo", "call"));
    assert.deepEqual(called, {
      occurredAt: kept.occurredAt,
      day: "2026-01-12",
      utcOffset: "+09:00",
    });
    assert.equal(dayIn(called, zone("Pacific/Kiritimati", "call")), "2026-01-12");
  }
});

Deno.test("where nothing is known of a person, a time in UTC is of the reader's day", () => {
  const time = timeOf("2026-01-12T12:30Z", zone("UTC", "default"));
  assert.deepEqual(time, { occurredAt: at("2026-01-12T12:30Z") });
  assert.equal(dayIn(time, zone("UTC", "default")), "2026-01-12");
  assert.equal(dayIn(time, zone("Pacific/Kiritimati")), "2026-01-13");
  assert.equal(dayIn(time, zone("Pacific/Kiritimati", "call")), "2026-01-13");
});

Deno.test("an index row tells the same day as its entry", () => {
  const moments = [
    "2026-01-12T00:00Z",
    "2026-01-12T11:59Z",
    "2026-03-29T23:30Z",
    "1969-12-31T23:59Z",
  ];
  const given = [
    ...moments.flatMap((text) => [text, text.replace("Z", "+14:00"), text.replace("Z", "-11:00")]),
    ...["2026-01-12", "0000-01-01", "9999-12-31", "0000-01-01T00:00Z", "9999-12-31T23:59:59.999Z"],
  ];
  for (const name of ZONES) {
    for (const source of ["call", "person", "default"] as const) {
      for (const text of given) {
        const time = timeOf(text, zone(name, source));
        const code = dayCodeOf(time);
        assert(code >= 0 && code <= 6, `${text} ${name}: ${code}`);
        for (const reader of ZONES) {
          for (const readerSource of ["call", "person"] as const) {
            const where = zone(reader, readerSource);
            assert.equal(
              codedDayTeller(where)(time.occurredAt, code),
              dayTeller(where)(time),
              `${text} in ${name} for ${reader}`,
            );
          }
        }
      }
    }
  }
});
