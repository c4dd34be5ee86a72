import type { MoodSign } from "../../calendar/moods.ts";
import { LEVEL_MEANINGS, type Shade } from "../../calendar/shade.ts";
import { listingPath } from "../list/listing.ts";

/** What the colours of the calendar mean. */
export function Legend(
  { shade, moods, range }: {
    shade: Shade;
    moods: readonly MoodSign[];
    range: { from: string; to: string };
  },
) {
  return shade === "entries" ? <Levels /> : <Moods moods={moods} range={range} />;
}

function Levels() {
  return (
    <ul class="legend" aria-label="Entries a day">
      {LEVEL_MEANINGS.slice(1).map((meaning, n) => (
        <li key={n}>
          <span class={`swatch level-${n + 1}`} aria-hidden="true" /> {meaning}
        </li>
      ))}
    </ul>
  );
}

function Moods(
  { moods, range }: { moods: readonly MoodSign[]; range: { from: string; to: string } },
) {
  const others = moods.filter(({ sign }) => sign === 0).reduce((sum, { days }) => sum + days, 0);
  return (
    <ul class="legend" aria-label="Mood of most entries of a day">
      {moods.filter(({ sign }) => sign > 0).map(({ mood, days, sign }) => (
        <li key={mood}>
          <span class={`swatch mood-${sign}`} aria-hidden="true" />{" "}
          <a href={listingPath({ mood, ...range })}>
            <bdi>{mood}</bdi>
          </a>{" "}
          {days === 1 ? "1 day" : `${days} days`}
        </li>
      ))}
      {others > 0 && (
        <li>
          <span class="swatch mood-0" aria-hidden="true" /> other moods
        </li>
      )}
      <li>
        <span class="swatch mood-none" aria-hidden="true" /> no mood noted
      </li>
    </ul>
  );
}
