import assert from "node:assert/strict";
import { calendarOf, dateOf, dayOfDate } from "../../../../lib/journal/days/calendar.ts";
import { randomFrom } from "../helpers.ts";
import { ZONES } from "../insight/helpers.ts";

const DAY = 86_400_000;

for (const zone of ZONES) {
  Deno.test(`in ${zone}, every moment is on the day that Temporal says`, () => {
    const { dayOf } = calendarOf(zone);
    const random = randomFrom(3);
    const moments = Array.from(
      { length: 3_000 },
      () => Math.floor((random() * 250 - 130) * 365.25 * DAY),
    );
    for (const transition of transitionsOf(zone)) {
      for (const distance of [-DAY, -3_600_000, -1, 0, 1, 60_000, 3_600_000, DAY]) {
        moments.push(transition + distance);
      }
    }
    for (const inOrder of [moments, moments.toSorted((a, b) => a - b)]) {
      for (const moment of inOrder) {
        assert.equal(dateOf(dayOf(moment)).toString(), naiveDate(moment, zone), String(moment));
      }
    }
  });

  Deno.test(`in ${zone}, the bounds of a day hold all of it`, () => {
    const { dayOf, boundsOf } = calendarOf(zone);
    for (const transition of transitionsOf(zone)) {
      for (let day = dayOf(transition) - 1; day <= dayOf(transition) + 1; day++) {
        const { from, to } = boundsOf(day);
        assert(from <= to);
        for (let moment = from - 4 * 3_600_000; moment <= to + 4 * 3_600_000; moment += 60_000) {
          if (moment < from || moment > to) assert.notEqual(dayOf(moment), day);
        }
      }
    }
  });
}

Deno.test("a day follows the one before it, also over a day that never was", () => {
  const day = (text: string) => dayOfDate(Temporal.PlainDate.from(text));
  const apia = calendarOf("Pacific/Apia");
  const berlin = calendarOf("Europe/Berlin");
  const [before, skipped, after] = ["2011-12-29", "2011-12-30", "2011-12-31"].map(day);
  assert(apia.follows(after, before));
  assert(!berlin.follows(after, before));
  assert(berlin.follows(skipped, before));
  assert(!apia.follows(after + 1, before));
  assert(!apia.follows(before, after));
  assert(!berlin.follows(before, before));
  assert(calendarOf("Pacific/Kiritimati").follows(day("1995-01-01"), day("1994-12-30")));
  assert(calendarOf("Pacific/Kwajalein").follows(day("1993-08-22"), day("1993-08-20")));
});

function naiveDate(moment: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate()
    .toString();
}

/** The moments at which a zone changed its offset, from 1850 to 2030. */
function transitionsOf(zone: string): number[] {
  const transitions: number[] = [];
  let moment = Temporal.Instant.from("1850-01-01T00:00Z").toZonedDateTimeISO(zone);
  while (true) {
    const next = moment.getTimeZoneTransition("next");
    if (!next || next.year > 2030) return transitions;
    transitions.push(next.epochMilliseconds);
    moment = next;
  }
}
