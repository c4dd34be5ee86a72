import assert from "node:assert/strict";
import { localDaysIn } from "../../../../lib/journal/days/entry_day.ts";
import { offsetsIn } from "../../../../lib/journal/days/zone_offsets.ts";
import { DAY_MS } from "../../../../lib/time.ts";

const ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia"];

/** Moments of two centuries, in no order, among them those at transitions and beside them. */
function moments(timeZone: string): number[] {
  let at = Temporal.Instant.from("1880-01-01T00:00Z").toZonedDateTimeISO(timeZone);
  const found = Array.from({ length: 700 }, (_, n) => n * 97 * DAY_MS - 90 * 365 * DAY_MS + n);
  for (let next; (next = at.getTimeZoneTransition("next")) && found.length < 1_000; at = next) {
    found.push(...[-1, 0, 1].map((by) => next.epochMilliseconds + by));
  }
  return found.map((moment, n) => ({ moment, order: (n * 7_919) % 1_009 }))
    .sort((a, b) => a.order - b.order).map(({ moment }) => moment);
}

Deno.test("an offset is that of Temporal, in whatever order it is asked for", () => {
  for (const zone of ZONES) {
    const offsetAt = offsetsIn(zone);
    const tell = localDaysIn({ name: zone, source: "person" });
    for (const moment of moments(zone)) {
      const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
      assert.equal(offsetAt(moment), there.offsetNanoseconds / 1e6, `${zone} ${there}`);
      const { day, utcOffset } = tell(moment);
      assert.deepEqual([day, utcOffset], [there.toPlainDate().toString(), there.offset]);
    }
  }
});
