import type { Summary } from "../journal.ts";
import type { MoodSign } from "../../../lib/calendar/moods.ts";
import type { Words } from "../words.ts";
import { Facts } from "./facts.tsx";

/** One entry of a list. */
export function EntryItem({ entry, words, moods, open, isOpen }: {
  entry: Summary;
  words: Words;
  moods: readonly MoodSign[];
  open?: (id: string) => void;
  isOpen: boolean;
}) {
  const { id, title, excerpt, snippet, occurredAt, day, utcOffset } = entry;
  return (
    <li class={isOpen ? "entry open" : "entry"}>
      <p class="when">
        <time dateTime={utcOffset ? occurredAt : day}>{words.moment(entry)}</time>
      </p>
      <h3 dir="auto">
        {open
          ? (
            <button
              type="button"
              id={`entry-${id}`}
              aria-current={isOpen ? "true" : undefined}
              onClick={() => open(id)}
            >
              {title}
            </button>
          )
          : title}
      </h3>
      <p class="excerpt" dir="auto">
        {snippet === undefined ? excerpt : <Snippet text={snippet} />}
      </p>
      <Facts {...entry} moods={moods} />
    </li>
  );
}

/** What was found, with the matches, which are between `**`, marked. */
function Snippet({ text }: { text: string }) {
  return <>{text.split("**").map((part, n) => n % 2 === 1 ? <mark key={n}>{part}</mark> : part)}</>;
}
