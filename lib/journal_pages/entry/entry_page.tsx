import type { Entry } from "../../journal/mod.ts";
import { dayPath, versionsPath } from "../../pages/journal_paths.ts";
import { EntryActions } from "../actions/entry_actions.tsx";
import type { JournalPagesContext, PageRequest, ShownPage } from "../context.ts";
import {
  dates,
  DayInWords,
  MomentInWords,
  type Preferences,
  TimeOfEntry,
} from "../../pages/dates.tsx";
import { showTooOften } from "../layout/message.tsx";
import { JournalPage } from "../layout/page.tsx";
import { takeForText } from "../limits.ts";
import { Marks } from "../list/entry_item.tsx";
import { renderMarkdown } from "../text/markdown.ts";
import { Attachments, hasMedia } from "./attachments.tsx";
import { Beside } from "./beside.tsx";
import { WriterName } from "./writer_name.tsx";
import { findWriters, type Writer } from "./writers.ts";

/** One entry, as its owner reads it. */
export async function showEntry(
  request: PageRequest,
  context: JournalPagesContext,
): Promise<ShownPage> {
  const { person: { journal }, params: { id }, preferences, notice, formToken } = request;
  const [entry, neighbours, writer] = await Promise.all([
    journal.getEntry(id),
    journal.neighboursOf(id),
    journal.writerOf(id),
  ]);
  const retryAfter = await takeForText(context, request, entry.content);
  if (retryAfter > 0) return showTooOften(retryAfter);
  const writerOf = await findWriters(context, [writer]);
  const { attachments = [] } = entry;
  const html = renderMarkdown(entry.content, entry);
  const page = (
    <JournalPage title={entry.title} notice={notice} hasHeading={false}>
      <article aria-labelledby="title">
        <h1 id="title" dir="auto">{entry.title}</h1>
        <p class="quiet facts">
          <span>
            <a href={dayPath(entry.day)}>
              <DayInWords day={entry.day} preferences={preferences} />
            </a>
          </span>
          {entry.utcOffset !== undefined && (
            <span>
              <TimeOfEntry entry={entry} preferences={preferences} />
            </span>
          )}
          <Marks entry={{ ...entry, tags: entry.tags.map(({ name }) => name) }} />
        </p>
        <div class="text" dangerouslySetInnerHTML={{ __html: html }} />
        <Attachments
          attachments={attachments.filter((each) => !isShownIn(html, each))}
          preferences={preferences}
        />
      </article>
      <EntryActions entry={entry} token={formToken} />
      <Beside day={entry.day} neighbours={neighbours} preferences={preferences} />
      <AboutEntry entry={entry} writer={writerOf(writer)} preferences={preferences} />
    </JournalPage>
  );
  return { page, hasMedia: hasMedia(attachments) };
}

/** Whether a picture stands in the text already. */
function isShownIn(html: string, { id, type }: { id: string; type: string }): boolean {
  return type.startsWith("image/") && html.includes(`<img src="/journal/files/${id}/`);
}

function AboutEntry(
  { entry, writer, preferences }: { entry: Entry; writer: Writer; preferences: Preferences },
) {
  const { id, createdAt, updatedAt, version, wordCount } = entry;
  return (
    <section aria-labelledby="about">
      <h2 id="about">About this entry</h2>
      <dl>
        <dt>Written by</dt>
        <dd>
          <WriterName writer={writer} />
        </dd>
        <dt>Written down</dt>
        <dd>
          <MomentInWords at={createdAt} preferences={preferences} />
        </dd>
        {updatedAt !== createdAt && (
          <>
            <dt>Last changed</dt>
            <dd>
              <MomentInWords at={updatedAt} preferences={preferences} />
            </dd>
          </>
        )}
        <dt>Words</dt>
        <dd>{dates(preferences).number(wordCount)}</dd>
      </dl>
      {version > 1 && (
        <p>
          <a href={versionsPath(id)}>What it said before</a>
        </p>
      )}
    </section>
  );
}
