import { useEffect, useRef } from "preact/hooks";
import type { Host } from "../host/connect.ts";
import type { Journal } from "../journal.ts";
import type { MoodSign } from "../../../lib/calendar/moods.ts";
import { useLoaded } from "../use_loaded.ts";
import type { Words } from "../words.ts";
import { Ask } from "./ask.tsx";
import { Facts } from "./facts.tsx";
import { Notice } from "./notice.tsx";
import { Prose } from "./prose.tsx";

/** One entry, whole. */
export function Reader({ id, host, journal, words, moods, close }: {
  id: string;
  host: Host;
  journal: Journal;
  words: Words;
  moods: readonly MoodSign[];
  close(): void;
}) {
  const { value: entry, problem, again } = useLoaded(id, () => journal.get(id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [entry]);
  const facts = entry && [
    entry.location,
    entry.weather,
    `${words.number(entry.wordCount)} ${entry.wordCount === 1 ? "word" : "words"}`,
  ].filter((fact) => fact !== undefined);
  return (
    <article
      class="reader"
      aria-labelledby="title"
      onKeyDown={({ key }) => key === "Escape" && close()}
    >
      <button type="button" class="plain back" onClick={close}>Back to the list</button>
      {problem && <Notice problem={problem} again={again} />}
      {!entry && !problem && <p class="waiting" role="status">Opening…</p>}
      {entry && (
        <>
          <p class="when">
            <time dateTime={entry.utcOffset ? entry.occurredAt : entry.day}>
              {words.moment(entry)}
            </time>
          </p>
          <h2 id="title" ref={heading} tabIndex={-1} dir="auto">{entry.title}</h2>
          <Facts {...entry} tags={entry.tags.map(({ name }) => name)} moods={moods} more={facts} />
          <Prose text={entry.content} openLink={host.can.openLinks && host.openLink} />
          <Ask {...{ host, words, entry }} />
        </>
      )}
    </article>
  );
}
