import { useRef, useState } from "preact/hooks";
import { type Band, clampDay } from "../bands.ts";
import { addDays, addMonths, type Day } from "../../../lib/calendar/days.ts";
import type { DayCount, Range } from "../journal.ts";
import { type MoodSign, signOf } from "../../../lib/calendar/moods.ts";
import type { Selection } from "../selection.ts";
import type { Words } from "../words.ts";
import { levelOf, type Shade } from "../../../lib/calendar/shade.ts";
import { Months } from "./months.tsx";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

/** A keystroke as a step through the days. */
const STEPS: Record<string, (day: Day, range: Range) => Day> = {
  ArrowLeft: (day) => addDays(day, -7),
  ArrowRight: (day) => addDays(day, 7),
  ArrowUp: (day) => addDays(day, -1),
  ArrowDown: (day) => addDays(day, 1),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (_, { from }) => from,
  End: (_, { to }) => to,
};

/**
 * The days by weeks, in one band or in several below each other. One day at a time is in the tab
 * order, and arrows lead from day to day (WAI-ARIA Authoring Practices, Grid).
 */
export function Heatmap({ range, bands, counts, ...props }: {
  words: Words;
  today: Day;
  range: Range;
  bands: readonly Band[];
  counts: ReadonlyMap<Day, DayCount>;
  moods: readonly MoodSign[];
  shade: Shade;
  selection: Selection;
  select(selection: Selection): void;
  setPointed(day: Day | undefined): void;
}) {
  const { words, today, moods, shade, selection, select, setPointed } = props;
  const root = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<Day>();
  const chosen = selection.kind === "day" ? selection.day : undefined;
  const newest = [...counts.keys()].at(-1);
  const inTabOrder = clampDay(cursor ?? chosen ?? newest ?? range.to, range);

  function move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const day = clampDay(step(inTabOrder, range), range);
    setCursor(day);
    root.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }
  function focused(): HTMLElement | null | undefined {
    return root.current?.querySelector<HTMLElement>("[data-day]:focus");
  }
  function cell(day: Day) {
    if (day < range.from || day > range.to) {
      return <span key={day} role="gridcell" class="day beyond" />;
    }
    const count = counts.get(day);
    const sign = count?.mood === undefined ? "none" : signOf(count.mood, moods);
    return (
      <button
        key={day}
        type="button"
        role="gridcell"
        data-day={day}
        class={`day ${
          !count
            ? "empty"
            : shade === "entries"
            ? `level-${levelOf(count.entryCount)}`
            : `mood-${sign}`
        }`}
        tabIndex={day === inTabOrder ? 0 : -1}
        aria-label={words.dayLabel(day, count)}
        aria-selected={day === chosen || undefined}
        aria-current={day === today ? "date" : undefined}
        onClick={() => {
          setCursor(day);
          select({ kind: "day", day });
        }}
        onFocus={() => setPointed(day)}
        onBlur={() => setPointed(undefined)}
        onPointerEnter={() => setPointed(day)}
        onPointerLeave={() => setPointed(focused()?.dataset.day)}
      />
    );
  }
  return (
    <div class="bands" ref={root} onKeyDown={move}>
      {bands.map((band) => (
        <div
          key={band.weeks[0]}
          class="band"
          ref={(element) => element?.style.setProperty("--weeks", String(band.columns))}
        >
          <Months {...{ band, words, selection, select }} />
          <div
            role="grid"
            aria-label={`Days from ${words.day(band.weeks[0])}`}
          >
            {WEEKDAYS.map((row) => {
              const weekday = (words.firstWeekday - 1 + row) % 7 + 1;
              return (
                <div key={row} role="row">
                  <span role="rowheader" class="weekday">
                    <span aria-hidden="true">
                      {row % 2 === 0 ? words.weekday(weekday, "short") : ""}
                    </span>
                    <span class="unseen">{words.weekday(weekday, "long")}</span>
                  </span>
                  {band.weeks.map((week) => cell(addDays(week, row)))}
                </div>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}
