import assert from "node:assert/strict";
import { datesOf } from "../../../lib/calendar/dates.ts";

Deno.test("days are told in the words of a language, whatever the time zone of the server", () => {
  const [british, german] = [datesOf("en-GB"), datesOf("de-DE")];
  assert.match(british.day("2026-03-01"), /^Sunday,? 1 March 2026$/);
  assert.equal(german.day("2026-03-01"), "Sonntag, 1. März 2026");
  assert.equal(german.shortDay("2026-12-31"), "31. Dezember 2026");
  assert.equal(british.dayOfYear("2024-02-29"), "29 February");
  assert.equal(german.month("2026-03"), "März 2026");
  assert.equal(british.weekday(1, "long"), "Monday");
  assert.equal(german.weekday(7, "short"), "So");
  assert.equal(german.number(12_345), "12.345");
});

Deno.test("a time is that of the clocks where it was written, a moment that of a time zone", () => {
  const { time, moment } = datesOf("en-GB");
  const at = Date.parse("2026-03-01T23:30:00Z");
  assert.equal(time(at, "+09:00"), "08:30");
  assert.equal(time(at, "-03:30"), "20:00");
  assert.equal(moment(at, "Asia/Tokyo"), "2 March 2026 at 08:30");
});
