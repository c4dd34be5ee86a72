import type { Band } from "../bands.ts";
import type { Selection } from "../selection.ts";
import type { Words } from "../words.ts";

/** The names of the months above their weeks, each a way to list its entries. */
export function Months({ band, words, selection, select }: {
  band: Band;
  words: Words;
  selection: Selection;
  select(selection: Selection): void;
}) {
  return (
    <div class="months" role="group" aria-label="Months">
      {band.months.map(({ month, column }) => (
        <button
          key={month}
          type="button"
          aria-label={words.month(month, "short")}
          aria-pressed={selection.kind === "month" && selection.month === month}
          ref={(element) => {
            // The first column has the weekdays; the last name must not stick out.
            const start = Math.min(column, band.columns - 2) + 2;
            element?.style.setProperty("grid-column", `${start} / span 2`);
          }}
          onClick={() => select({ kind: "month", month })}
        >
          {words.shortMonth(month)}
        </button>
      ))}
    </div>
  );
}
