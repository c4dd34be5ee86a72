import type { DraftSummary } from "../../journal/mod.ts";
import { TOKEN_FIELD } from "../../pages/form_token.ts";
import { discardPath, draftPath } from "../../pages/journal_paths.ts";
import { MomentInWords, type Preferences } from "../../pages/dates.tsx";

export type OfferedDraft = DraftSummary;

/** What somebody was writing when they left, to go on or to throw away. */
export function DraftOffer(
  { draft, token, preferences }: { draft: OfferedDraft; token: string; preferences: Preferences },
) {
  const name = draft.title === "" ? "Without a title" : draft.title;
  return (
    <section class="notice draft" aria-label={`Draft: ${name}`}>
      <p>
        {draft.entryId === undefined ? "You were writing" : "You were changing"}{" "}
        <bdi>{name}</bdi>, on{" "}
        <MomentInWords at={draft.savedAt} preferences={preferences} />. It is not saved yet.
      </p>
      <form class="small-actions" method="post" action={discardPath(draft.id)}>
        <input type="hidden" name={TOKEN_FIELD} value={token} />
        <a class="button" href={draftPath(draft)}>Go on with it</a>
        <button class="second" type="submit">Discard it</button>
      </form>
    </section>
  );
}
