import { useEffect, useState } from "preact/hooks";
import type { Selection } from "../selection.ts";

/** Searches when the person says so, not at each letter: every search is a call to the server. */
export function SearchField({ selection, select }: {
  selection: Selection;
  select(selection: Selection): void;
}) {
  const searched = selection.kind === "search" ? selection.query : "";
  const [text, setText] = useState(searched);
  useEffect(() => setText(searched), [searched]);

  function search(): void {
    const query = text.trim();
    if (query) select({ kind: "search", query });
    else if (searched) select({ kind: "latest" });
  }
  // Not a form: in a sandbox without `allow-forms` none is ever submitted, and no event says so.
  return (
    <div class="search" role="search">
      <label>
        <span class="unseen">Search your journal</span>
        <input
          type="search"
          value={text}
          maxLength={1000}
          placeholder="Search your journal"
          enterKeyHint="search"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={({ key, isComposing }) => key === "Enter" && !isComposing && search()}
        />
      </label>
      <button type="button" onClick={search}>Search</button>
    </div>
  );
}
