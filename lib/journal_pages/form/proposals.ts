import { addDays, dayIn } from "../../calendar/days.ts";
import type { Person } from "../context.ts";
import { formatTags } from "./tag_line.ts";

/** What a person has written before and may write again. */
export interface Proposals {
  readonly moods: readonly string[];
  readonly tags: readonly string[];
}

/** More would make the page large; a script-less browser looks through all of them. */
const MAX_TAGS = 200;

/** The moods of the last year, and the tags of most entries; `now` is in milliseconds. */
export async function proposalsOf(
  { journal }: Pick<Person, "journal">,
  { timeZone, now }: { timeZone: string; now: number },
): Promise<Proposals> {
  // To count those of a whole journal takes longer than a page may.
  const from = addDays(dayIn(timeZone)(now), -365);
  const [tags, { moods }] = await Promise.all([journal.listTags(), journal.stats({ from })]);
  const often = tags.toSorted((one, other) => other.entryCount - one.entryCount);
  return {
    moods: moods.map(({ mood }) => mood),
    tags: often.slice(0, MAX_TAGS).map(({ name }) => formatTags([name])),
  };
}
