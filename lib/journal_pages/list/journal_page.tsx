import { entryPath } from "../../pages/journal_paths.ts";
import type { PageRequest, ShownPage } from "../context.ts";
import { JournalPage } from "../layout/page.tsx";

/** The days with their entries, the newest first. */
export async function showJournal({ person, query, notice }: PageRequest): Promise<ShownPage> {
  const { entries, nextCursor } = await person.journal.listEntries({
    limit: 30,
    cursor: query.get("cursor") ?? undefined,
  });
  const days = Map.groupBy(entries, ({ day }) => day);
  const page = (
    <JournalPage title="Your journal" at="journal" notice={notice}>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2>{day}</h2>
          <ul class="apps">
            {ofDay.map(({ id, title, excerpt }) => (
              <li key={id}>
                <h3>
                  <a href={entryPath(id)}>{title}</a>
                </h3>
                <p>{excerpt}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {nextCursor && <a href={`?${new URLSearchParams({ cursor: nextCursor })}`}>Older</a>}
    </JournalPage>
  );
  return { page };
}
