import type { Dates } from "../../calendar/dates.ts";
import type { Change, Part } from "./changes.ts";

/** A text with what was added and removed, and what is the same around it. */
export function ChangedText(
  { changes, dates, label = "What changed" }: {
    changes: readonly Change[];
    dates: Dates;
    /** What tells it from others on a page. */
    label?: string;
  },
) {
  return (
    <div class="changes" role="region" aria-label={label} tabindex={0}>
      {changes.map((change, n) => {
        switch (change.kind) {
          case "same":
            return <p key={n} class="quiet">{change.text}</p>;
          case "gap":
            return (
              <p key={n} class="gap">
                {change.lines === 1 ? "One line" : `${dates.number(change.lines)} lines`} as before
              </p>
            );
          case "changed":
            return (
              <p key={n}>
                {change.parts.map((part, n) => <ShownPart key={n} {...part} />)}
              </p>
            );
        }
      })}
    </div>
  );
}

function ShownPart({ kind, text }: Part) {
  if (kind === "same") return <>{text}</>;
  return kind === "added" ? <ins>{text}</ins> : <del>{text}</del>;
}
