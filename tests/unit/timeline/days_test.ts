import assert from "node:assert/strict";
import { bandsOf, yearUpTo } from "../../../app/timeline/bands.ts";
import {
  addMonths,
  dayIn,
  daysOfMonth,
  knownTimeZone,
  onTheClock,
} from "../../../lib/calendar/days.ts";
import { ZONES } from "../journal/insight/helpers.ts";

Deno.test("a moment has the day of its time zone", () => {
  const days = ["2026-03-29", "2026-10-25", "2026-11-01", "2024-02-29", "2011-12-29", "2018-11-04"];
  for (const timeZone of ZONES.filter((zone) => !zone.startsWith("+"))) {
    for (const day of days) {
      const date = Temporal.PlainDate.from(day);
      const start = date.toZonedDateTime(timeZone).epochMilliseconds;
      const end = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
      assert.deepEqual([start, end - 1].map(dayIn(timeZone)), [day, day], timeZone);
    }
  }
});

Deno.test("clocks show a moment as they did where it was", () => {
  const shown = (utcOffset: string) =>
    new Date(onTheClock("2024-05-12T22:30:00.000Z", utcOffset)).toISOString();
  assert.equal(shown("+09:00"), "2024-05-13T07:30:00.000Z");
  assert.equal(shown("-03:30"), "2024-05-12T19:00:00.000Z");
  assert.equal(shown("+00:53:28"), "2024-05-12T23:23:28.000Z");
});

Deno.test("the first name that is a time zone counts", () => {
  assert.equal(knownTimeZone(undefined, "Mars/Base", 7, "Asia/Tokyo", "UTC"), "Asia/Tokyo");
  assert.equal(knownTimeZone("Mars/Base", null), undefined);
});

Deno.test("months have their days, and a month later is never two", () => {
  assert.deepEqual(daysOfMonth("2024-02"), { from: "2024-02-01", to: "2024-02-29" });
  assert.deepEqual(daysOfMonth("2026-12"), { from: "2026-12-01", to: "2026-12-31" });
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2026-01-31", -1), "2025-12-31");
  assert.equal(addMonths("2026-03-14", 12), "2027-03-14");
});

Deno.test("a year is whole weeks up to its last day, and every month has its name", () => {
  for (const to of ["2026-11-23", "2026-12-01", "2027-01-03", "2024-02-29"]) {
    for (const firstWeekday of [1, 6, 7]) {
      const range = yearUpTo(to, firstWeekday);
      assert.equal(Temporal.PlainDate.from(range.from).dayOfWeek, firstWeekday);
      for (const count of [1, 2, 4]) {
        const bands = bandsOf(range, count);
        assert.equal(bands.flatMap(({ weeks }) => weeks).length, 53);
        const named = new Set(bands.flatMap(({ months }) => months.map(({ month }) => month)));
        for (let n = 0; n < 12; n++) {
          const month = Temporal.PlainYearMonth.from(to.slice(0, 7)).subtract({ months: n });
          assert(named.has(month.toString()), `${month} in ${count} bands up to ${to}`);
        }
      }
    }
  }
});
