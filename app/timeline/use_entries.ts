import { useEffect, useState } from "preact/hooks";
import { daysOfMonth } from "../../lib/calendar/days.ts";
import type { Journal, SummaryPage } from "./journal.ts";
import type { Selection } from "./selection.ts";
import { type Loaded, messageOf, useLoaded } from "./use_loaded.ts";

/** A list that can grow. */
export interface Listed extends Loaded<SummaryPage> {
  /** Adds the next page, if there is one. */
  more?: () => Promise<void>;
}

/** The entries of a selection: the first page, and the next ones when asked for. */
export function useEntries(journal: Journal, selection: Selection | undefined): Listed {
  const key = selection && JSON.stringify(selection);
  const first = useLoaded(key, () => read(journal, selection!));
  const [added, setAdded] = useState<SummaryPage & { key?: string }>({ entries: [] });
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setAdded({ key, entries: [], nextCursor: undefined });
    setProblem(undefined);
  }, [key]);
  const isGrown = added.key === key && added.entries.length > 0;
  const nextCursor = isGrown ? added.nextCursor : first.value?.nextCursor;
  return {
    ...first,
    ...problem !== undefined && { problem },
    value: first.value && {
      ...first.value,
      entries: [...first.value.entries, ...isGrown ? added.entries : []],
      nextCursor,
    },
    more: nextCursor === undefined ? undefined : async () => {
      try {
        const page = await read(journal, selection!, nextCursor);
        setProblem(undefined);
        setAdded((old) =>
          old.key === key ? { ...page, key, entries: [...old.entries, ...page.entries] } : old
        );
      } catch (error) {
        setProblem(messageOf(error));
      }
    },
  };
}

function read(journal: Journal, selection: Selection, cursor?: string): Promise<SummaryPage> {
  switch (selection.kind) {
    case "latest":
      return journal.list({ cursor });
    case "day":
      return journal.list({ range: { from: selection.day, to: selection.day }, cursor });
    case "month":
      return journal.list({ range: daysOfMonth(selection.month), cursor });
    case "range":
      return journal.list({ range: selection.range, cursor });
    case "search":
      return journal.search({ query: selection.query, cursor });
    case "memories":
      return cursor === undefined
        ? Promise.resolve(selection.first)
        : journal.memories({ asked: selection.asked, cursor });
  }
}
