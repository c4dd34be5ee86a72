import assert from "node:assert/strict";
import { codedDayTeller } from "../../../lib/journal/days/day_code.ts";
import type { Zone } from "../../../lib/journal/days/zone.ts";
import type { EntryStats } from "../../../lib/journal/index/entry_stats.ts";
import { sectionOf, sectionsOf } from "../../../lib/journal/index/stats_block.ts";

/** What statistics know of one entry. */
export interface CountedRow {
  time: number;
  id: string;
  figures: EntryStats;
}

/** Checks that every section of a block is what the rows of its month add up to. */
export function checkBlock(block: Uint8Array, rows: readonly CountedRow[]): void {
  const inOrder = rows.toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const codes = inOrder.map(({ figures }) => figures.dayCode);
  for (const section of sectionsOf(block)) {
    const zone = zoneOfScope(section.scope);
    const dayOf = codedDayTeller(zone);
    const dated = inOrder.map(({ time, figures }) => ({
      day: dayOf(time, figures.dayCode),
      figures,
    }));
    const expected = sectionOf(dated, { zone, codes });
    // The days can be too many.
    assert.deepEqual(
      section,
      section.tags === "" ? { ...expected, moods: "", tags: "" } : expected,
    );
  }
}

/** A time zone of somebody for whom a section is right. */
function zoneOfScope(scope: string): Zone {
  const [source, name = "UTC"] = scope.split(" ");
  return { name, source: source === "call" ? "call" : "person" };
}
