import { useRef } from "preact/hooks";
import type { MoodSign } from "../../../lib/calendar/moods.ts";
import type { Selection } from "../selection.ts";
import type { Listed } from "../use_entries.ts";
import type { Words } from "../words.ts";
import { EntryItems } from "./entry_items.tsx";
import { Notice } from "./notice.tsx";
import { SearchField } from "./search_field.tsx";

/** The chosen entries, with the field to search for others. */
export function EntryList({ words, moods, selection, select, listed, openId, open, canSearch }: {
  words: Words;
  moods: readonly MoodSign[];
  selection: Selection;
  select(selection: Selection): void;
  listed: Listed;
  openId: string | undefined;
  open?: (id: string) => void;
  canSearch: boolean;
}) {
  const { value, isLoading, problem, more, again } = listed;
  const count = value?.entries.length ?? 0;
  const heading = useRef<HTMLHeadingElement>(null);
  const title = titleOf(selection, words);
  const result = problem || isLoading || !value
    ? ""
    : count === 0
    ? "No entries"
    : value.total !== undefined
    ? words.entries(value.total)
    : `${words.entries(count)}${more ? " and more" : ""}`;
  return (
    <section class="list" aria-labelledby="chosen" aria-busy={isLoading}>
      {canSearch && <SearchField {...{ selection, select }} />}
      <div class="bar">
        <h2 id="chosen" ref={heading} tabIndex={-1}>{title}</h2>
        <p class="quiet" role="status">
          <span class="unseen">{result && `${title}: `}</span>
          {isLoading ? "Looking…" : result}
        </p>
        {selection.kind !== "latest" && canSearch && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              // The button goes, and the focus with it.
              heading.current?.focus();
              select({ kind: "latest" });
            }}
          >
            Show the latest
          </button>
        )}
      </div>
      {!problem && value?.corrections?.map(({ word, instead }) => (
        <p key={word} class="quiet">
          No entry has “{word}”: looked for “{instead.join("”, “")}” instead.
        </p>
      ))}
      {problem && <Notice problem={problem} again={again} />}
      {!problem && <EntryItems key={title} {...{ listed, words, moods, openId, open }} />}
      {selection.kind === "latest" && result && count === 0 && (
        <p class="waiting">Nothing is written yet. Tell your assistant about your day.</p>
      )}
    </section>
  );
}

function titleOf(selection: Selection, words: Words): string {
  switch (selection.kind) {
    case "latest":
      return "Latest entries";
    case "day":
      return words.day(selection.day);
    case "month":
      return words.month(selection.month, "long");
    case "range":
      return "Entries of this time";
    case "search":
      return `Found for “${selection.query}”`;
    case "memories":
      return `On this day: ${words.day(selection.day)}`;
  }
}
