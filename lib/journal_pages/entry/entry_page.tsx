import type { PageRequest, ShownPage } from "../context.ts";
import { JournalPage } from "../layout/page.tsx";

/** One entry. */
export async function showEntry(
  { person, params, notice }: PageRequest,
): Promise<ShownPage> {
  const entry = await person.journal.getEntry(params.id);
  const page = (
    <JournalPage title={entry.title} notice={notice}>
      <p class="text">{entry.content}</p>
    </JournalPage>
  );
  return { page };
}
