import type { MoodSign } from "../../../lib/calendar/moods.ts";
import type { Words } from "../words.ts";
import { LEVEL_MEANINGS, type Shade } from "../../../lib/calendar/shade.ts";

const LEVELS = LEVEL_MEANINGS.map((meaning, level): [level: string, meaning: string] => [
  level === 0 ? "empty" : `level-${level}`,
  meaning,
]);

/** What the colours mean. */
export function Legend({ shade, moods, words }: {
  shade: Shade;
  moods: readonly MoodSign[];
  words: Words;
}) {
  const named = moods.filter(({ sign }) => sign > 0);
  const others = moods.filter(({ sign }) => sign === 0).reduce((sum, { days }) => sum + days, 0);
  const items: [kind: string, meaning: string, days?: number][] = shade === "entries" ? LEVELS : [
    ...named.map((one): [string, string, number] => [`mood-${one.sign}`, one.mood, one.days]),
    ...others > 0 ? [["mood-0", "other moods", others] as [string, string, number]] : [],
    ["mood-none", "no mood noted"],
  ];
  return (
    <ul class="legend" aria-label={shade === "entries" ? "Entries a day" : "Mood of most entries"}>
      {items.map(([kind, meaning, days]) => (
        <li key={kind}>
          <span class={`day ${kind}`} aria-hidden="true" />
          <span class="meaning">{meaning}</span>
          {days !== undefined && (
            <span class="quiet">
              {words.number(days)}
              <span class="unseen">{days === 1 ? " day" : " days"}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
