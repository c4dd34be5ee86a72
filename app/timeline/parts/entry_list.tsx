import { useEffect, useState } from "preact/hooks";
import type { MoodSign } from "../moods.ts";
import type { Selection } from "../selection.ts";
import type { Listed } from "../use_entries.ts";
import type { Words } from "../words.ts";
import { EntryItem } from "./entry_item.tsx";
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
  const [isGrowing, setGrowing] = useState(false);
  useEffect(() => setGrowing(false), [value?.entries.length, problem]);
  const title = titleOf(selection, words);
  const result = problem || isLoading || !value
    ? ""
    : `${
      value.entries.length === 0
        ? "No entries"
        : `${words.entries(value.entries.length)}${more ? " and more" : ""}`
    }`;
  return (
    <section class="list" aria-labelledby="chosen" aria-busy={isLoading}>
      {canSearch && <SearchField {...{ selection, select }} />}
      <div class="bar">
        <h2 id="chosen">{title}</h2>
        <p class="quiet" role="status">
          <span class="unseen">{result && `${title}: `}</span>
          {isLoading ? "Looking…" : result}
        </p>
        {selection.kind !== "latest" && canSearch && (
          <button
            type="button"
            class="plain"
            onClick={() => select({ kind: "latest" })}
          >
            Show the latest
          </button>
        )}
      </div>
      {problem && <Notice problem={problem} again={again} />}
      {!problem && (
        <ol>
          {value?.entries.map((entry) => (
            <EntryItem
              key={entry.id}
              {...{ entry, words, moods, open }}
              isOpen={entry.id === openId}
            />
          ))}
        </ol>
      )}
      {more && !problem && (
        <button
          type="button"
          class="more"
          disabled={isGrowing || isLoading}
          onClick={() => {
            setGrowing(true);
            void more();
          }}
        >
          Show more
        </button>
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
