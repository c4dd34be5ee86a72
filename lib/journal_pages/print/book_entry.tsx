import type { Entry } from "../../journal/mod.ts";
import { dates, DayInWords, langOf, type Preferences, TimeOfEntry } from "../../pages/dates.tsx";
import { renderMarkdown } from "../text/markdown.ts";
import { previewOf } from "../text/preview.ts";

/** One entry of a book, below its month and its day where they begin. */
export function BookEntry(
  { entry, before, preferences }: {
    entry: Entry;
    /** The day of the entry before it. */
    before: string;
    preferences: Preferences;
  },
) {
  const { id, day, title, content, mood, location, weather, isPrivate, tags, attachments = [] } =
    entry;
  const html = renderMarkdown(content, { id, attachments, headingLevel: 5, pictures: "large" });
  const left = attachments.filter((each) => !html.includes(`<img src="/journal/files/${each.id}/`));
  const pictures = left.filter(({ type }) => type.startsWith("image/"));
  const others = left.filter(({ type }) => !type.startsWith("image/"));
  const facts = [mood, location, weather, ...tags.map(({ name }) => `#${name}`)];
  return (
    <>
      {day.slice(0, 7) !== before.slice(0, 7) && (
        <h2 {...langOf(preferences)}>{dates(preferences).month(day.slice(0, 7))}</h2>
      )}
      {day !== before && (
        <h3>
          <DayInWords day={day} preferences={preferences} />
        </h3>
      )}
      <article>
        <h4 dir="auto">{title}</h4>
        <p class="quiet facts">
          {entry.utcOffset !== undefined && (
            <span>
              <TimeOfEntry entry={entry} preferences={preferences} />
            </span>
          )}
          {isPrivate && <span class="mark">Private</span>}
          {facts.filter((fact) => fact !== undefined).map((fact) => (
            <span key={fact}>
              <bdi>{fact}</bdi>
            </span>
          ))}
        </p>
        <div class="text" dangerouslySetInnerHTML={{ __html: html }} />
        {pictures.map((picture) => (
          <img
            key={picture.id}
            {...previewOf(picture, "large")}
            alt={picture.alt ?? picture.name}
          />
        ))}
        {others.length > 0 && (
          <p class="quiet">
            With <bdi>{others.map(({ name }) => name).join(", ")}</bdi>
          </p>
        )}
      </article>
    </>
  );
}
