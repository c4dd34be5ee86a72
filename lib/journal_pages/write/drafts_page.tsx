import type { PageRequest, Reply } from "../context.ts";
import { JournalPage } from "../layout/page.tsx";
import { DraftOffer } from "../form/draft_offer.tsx";

/** All that was begun and is not saved yet. */
export async function showDrafts(
  { person, preferences, formToken, notice }: PageRequest,
): Promise<Reply> {
  const drafts = await person.drafts.list();
  const page = (
    <JournalPage title="Drafts" notice={notice}>
      <p class="quiet">
        What you were writing is kept for 30 days. No app sees it, and no export has it.
      </p>
      {drafts.length === 0 && <p>There are no drafts.</p>}
      {drafts.map((draft) => (
        <DraftOffer key={draft.id} draft={draft} token={formToken} preferences={preferences} />
      ))}
    </JournalPage>
  );
  return { page };
}
