import { dates, type Preferences } from "../../pages/dates.tsx";
import { EntryItem } from "./entry_item.tsx";
import type { Found } from "./find.ts";
import { MarkedSnippet, MarkedTitle } from "./marked.tsx";

/** What a search has found, the best match first, and how well. */
export function SearchResults(
  { found: { entries, total, corrections = [], degraded }, preferences }: {
    found: Found & { kind: "searched" };
    preferences: Preferences;
  },
) {
  return (
    <>
      <p role="status">
        {total === undefined
          ? ""
          : total === 1
          ? "1 entry matches."
          : <>{dates(preferences).number(total)} entries match.</>}{" "}
        {degraded && "The index is not available just now, so the newest come first."}
      </p>
      {corrections.map(({ word, instead }) => (
        <p key={word}>
          No entry has <bdi>“{word}”</bdi>. {instead.length > 0 && (
            <>
              These have <bdi>{instead.map((other) => `“${other}”`).join(", ")}</bdi>.
            </>
          )}
        </p>
      ))}
      <ul class="entries">
        {entries.map((entry) => (
          <EntryItem
            key={entry.id}
            entry={entry}
            preferences={preferences}
            heading={2}
            showsDay
            title={<MarkedTitle title={entry.title} matched={entry.matched} />}
          >
            <MarkedSnippet snippet={entry.snippet} />
          </EntryItem>
        ))}
      </ul>
    </>
  );
}
