import type { EntrySummary, Neighbours } from "../../journal/mod.ts";
import { dayPath, entryPath } from "../../pages/journal_paths.ts";
import { DayInWords, type Preferences } from "../../pages/dates.tsx";

/** The ways to the entries before and after one, and to its day in other years. */
export function Beside(
  { day, neighbours: { older, newer }, preferences }: {
    day: string;
    neighbours: Neighbours;
    preferences: Preferences;
  },
) {
  return (
    <nav class="beside" aria-label="Other entries">
      {older && <Beyond which="Previous" rel="prev" entry={older} preferences={preferences} />}
      {newer && <Beyond which="Next" rel="next" entry={newer} preferences={preferences} />}
      <p>
        <a href={`${dayPath(day)}#other-years`}>
          On this day: <DayInWords day={day} preferences={preferences} format="dayOfYear" />{" "}
          in other years
        </a>
      </p>
    </nav>
  );
}

function Beyond(
  { which, rel, entry: { id, title, day }, preferences }: {
    which: string;
    rel: string;
    entry: EntrySummary;
    preferences: Preferences;
  },
) {
  return (
    <p>
      {which}:{" "}
      <a href={entryPath(id)} rel={rel}>
        <bdi>{title}</bdi>
      </a>{" "}
      <span class="quiet">
        <DayInWords day={day} preferences={preferences} format="shortDay" />
      </span>
    </p>
  );
}
