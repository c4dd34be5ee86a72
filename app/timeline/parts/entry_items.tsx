import { useLayoutEffect, useRef } from "preact/hooks";
import type { MoodSign } from "../../../lib/calendar/moods.ts";
import type { Listed } from "../use_entries.ts";
import type { Words } from "../words.ts";
import { EntryItem } from "./entry_item.tsx";

/** The entries of one selection, and the way to more of them. */
export function EntryItems({ listed, words, moods, openId, open }: {
  listed: Listed;
  words: Words;
  moods: readonly MoodSign[];
  openId: string | undefined;
  open?: (id: string) => void;
}) {
  const { value, more } = listed;
  const count = value?.entries.length ?? 0;
  const items = useRef<HTMLOListElement>(null);
  const grownFrom = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (grownFrom.current === undefined) return;
    // The button that was pressed may be gone: reading goes on at what is new.
    items.current?.children[grownFrom.current]?.querySelector("button")?.focus();
    grownFrom.current = undefined;
  }, [count]);
  return (
    <>
      <ol ref={items}>
        {value?.entries.map((entry) => (
          <EntryItem
            key={entry.id}
            {...{ entry, words, moods, open }}
            isOpen={entry.id === openId}
          />
        ))}
      </ol>
      {more && (
        <button
          type="button"
          class="more"
          onClick={() => {
            if (grownFrom.current !== undefined) return;
            grownFrom.current = count;
            void more();
          }}
        >
          Show more
        </button>
      )}
    </>
  );
}
