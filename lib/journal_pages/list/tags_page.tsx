import type { PageRequest, ShownPage } from "../context.ts";
import { dates } from "../layout/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { listingPath } from "./listing.ts";

/** All tags, and the moods of most entries, each with the way to its entries. */
export async function showTags(
  { person: { journal }, preferences }: PageRequest,
): Promise<ShownPage> {
  const [tags, { moods }] = await Promise.all([journal.listTags(), journal.stats()]);
  const { number } = dates(preferences);
  const page = (
    <JournalPage title="Tags and moods">
      <h2>Tags</h2>
      {tags.length === 0 ? <p>There are no tags yet.</p> : (
        <ul class="names">
          {tags.map(({ id, name, entryCount }) => (
            <li key={id}>
              <a href={listingPath({ tag: name })}>
                <bdi>{name}</bdi>
              </a>{" "}
              {number(entryCount)}
            </li>
          ))}
        </ul>
      )}
      <h2>Moods</h2>
      {moods.length === 0 ? <p>No mood was noted yet.</p> : (
        <ul class="names">
          {moods.map(({ mood, count }) => (
            <li key={mood}>
              <a href={listingPath({ mood })}>
                <bdi>{mood}</bdi>
              </a>{" "}
              {number(count)}
            </li>
          ))}
        </ul>
      )}
    </JournalPage>
  );
  return { page };
}
