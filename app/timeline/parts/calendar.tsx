import { useState } from "preact/hooks";
import { bandsOf } from "../bands.ts";
import { addDays, type Day } from "../../../lib/calendar/days.ts";
import type { DayCount, Range } from "../journal.ts";
import type { MoodSign } from "../../../lib/calendar/moods.ts";
import type { Selection } from "../selection.ts";
import type { Shade } from "../../../lib/calendar/shade.ts";
import { useWidth } from "../use_width.ts";
import type { Words } from "../words.ts";
import { Heatmap } from "./heatmap.tsx";
import { Legend } from "./legend.tsx";
import { Notice } from "./notice.tsx";

/** A year of days, with the way to other years. */
export function Calendar(props: {
  words: Words;
  today: Day;
  range: Range;
  /** No earlier day has entries, if that is known. */
  earliest: Day | undefined;
  days: readonly DayCount[];
  moods: readonly MoodSign[];
  selection: Selection;
  select(selection: Selection): void;
  isLoading: boolean;
  problem?: string;
  again?: () => void;
  moveTo?: (lastDay: Day) => void;
}) {
  const { words, today, range, earliest, days, moods, selection, select, moveTo } = props;
  const [shade, setShade] = useState<Shade>("entries");
  const [pointed, setPointed] = useState<Day>();
  const bands = bandsOf(range, bandCount(useWidth()));
  const counts = new Map(days.map((day) => [day.date, day]));
  const next = addDays(range.to, 53 * 7);
  // Such a button keeps the focus: one that is disabled would lose it.
  const isFirst = earliest !== undefined && earliest >= range.from;
  const isLast = range.to >= today;
  const title = `${words.month(range.from, "short")} – ${words.month(range.to, "short")}`;
  return (
    <section class="calendar" aria-labelledby="year" aria-busy={props.isLoading}>
      <div class="bar">
        <h2 id="year" aria-live="polite">{title}</h2>
        {moveTo && (
          <div class="buttons">
            <button
              type="button"
              class="plain"
              aria-disabled={isFirst}
              onClick={() => isFirst || moveTo(addDays(range.from, -1))}
            >
              Earlier
            </button>
            <button
              type="button"
              class="plain"
              aria-disabled={isLast}
              onClick={() => isLast || moveTo(next < today ? next : today)}
            >
              Later
            </button>
          </div>
        )}
        <fieldset class="switch">
          <legend>Colours show</legend>
          {(["entries", "moods"] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="shade"
                checked={shade === value}
                onChange={() => setShade(value)}
              />
              <span>{value === "entries" ? "Entries" : "Moods"}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {props.problem ? <Notice problem={props.problem} again={props.again} /> : (
        <Heatmap
          {...{ words, today, range, bands, counts, moods, shade, selection, select, setPointed }}
        />
      )}
      <div class="foot">
        <p class="pointed" aria-hidden="true">
          {pointed && words.dayLabel(pointed, counts.get(pointed))}
        </p>
        <Legend {...{ shade, moods, words }} />
      </div>
    </section>
  );
}

/** So many that a day is large enough to hit. */
function bandCount(width: number): number {
  return width < 480 ? 4 : width < 760 ? 2 : 1;
}
