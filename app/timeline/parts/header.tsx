import type { Host, Told } from "../host/connect.ts";
import type { Stats } from "../journal.ts";
import type { Opening } from "../selection.ts";
import type { Words } from "../words.ts";

/** What it is, and its figures. */
export function Header({ host, context, words, stats, range }: {
  host: Host;
  context: Told["context"];
  words: Words;
  stats: Stats | undefined;
  range: Opening["range"];
}) {
  const figures: [label: string, value: number][] = stats
    ? [
      ["days in a row", stats.currentStreak],
      ["longest streak", stats.longestStreak],
      [stats.entryCount === 1 ? "entry" : "entries", stats.entryCount],
      [stats.wordCount === 1 ? "word" : "words", stats.wordCount],
    ]
    : [];
  const { displayMode = "inline", availableDisplayModes = [] } = context;
  const otherMode = displayMode === "fullscreen" ? "inline" : "fullscreen";
  return (
    <header>
      <div class="heading">
        <h1>Your journal</h1>
        {range && <p class="quiet">{rangeInWords(range, words)}</p>}
        {availableDisplayModes.includes(otherMode) && (
          <button
            type="button"
            class="plain"
            onClick={() => host.setDisplayMode(otherMode)}
          >
            {otherMode === "fullscreen" ? "Full screen" : "Leave full screen"}
          </button>
        )}
      </div>
      <dl class="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words.number(value)}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function rangeInWords({ from, to }: NonNullable<Opening["range"]>, words: Words): string {
  if (from === undefined) return `Up to ${words.day(to!)}`;
  if (to === undefined) return `Since ${words.day(from)}`;
  return from === to ? words.day(from) : `${words.day(from)} to ${words.day(to)}`;
}
