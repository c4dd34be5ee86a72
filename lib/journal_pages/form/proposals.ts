import type { Person } from "../context.ts";
import { formatTags } from "./tag_line.ts";

/** What a person has written before and may write again. */
export interface Proposals {
  readonly moods: readonly string[];
  readonly tags: readonly string[];
}

/** More would make the page large; a script-less browser looks through all of them. */
const MAX_TAGS = 200;

/** The moods of most entries, and the tags of most entries. */
export async function proposalsOf({ journal }: Pick<Person, "journal">): Promise<Proposals> {
  const [tags, { moods }] = await Promise.all([journal.listTags(), journal.stats()]);
  const often = tags.toSorted((one, other) => other.entryCount - one.entryCount);
  return {
    moods: moods.map(({ mood }) => mood),
    tags: often.slice(0, MAX_TAGS).map(({ name }) => formatTags([name])),
  };
}
