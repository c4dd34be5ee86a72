import { DAY_MS } from "../../time.ts";
import { Page } from "../../pages/mod.ts";
import { type EntrySummary, LIMITS } from "../../journal/mod.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { BackToAccount } from "./back_to_account.tsx";
import { ItemButton } from "./item_button.tsx";
import { Notice } from "../../pages/notice.tsx";
import { Older } from "./older.tsx";
import { DayOfMoment, type Preferences } from "../../pages/dates.tsx";

/** The page of the trash: what an app cannot ask a person about, they do here. */
export function AccountTrashPage(
  { entries, preferences, token, nextCursor, notice }: {
    entries: readonly EntrySummary[];
    preferences: Preferences;
    token: string;
    nextCursor?: string;
    notice?: string;
  },
) {
  return (
    <Page title="Trash" wide>
      <Notice message={notice} />
      {entries.length === 0 ? <p>Nothing is in the trash.</p> : (
        <>
          <p>
            Entries that were deleted stay here for {LIMITS.trashDays}{" "}
            days. What you delete for ever goes at once, with everything it said before, and cannot
            be brought back.
          </p>
          <ul class="apps">
            {entries.map((entry) => <Trashed key={entry.id} {...{ entry, preferences, token }} />)}
          </ul>
        </>
      )}
      <Older path={ACCOUNT_PATHS.trash} cursor={nextCursor} />
      <BackToAccount />
    </Page>
  );
}

function Trashed(
  { entry: { id, title, trashedAt = 0 }, preferences, token }: {
    entry: EntrySummary;
    preferences: Preferences;
    token: string;
  },
) {
  const goneAt = trashedAt + LIMITS.trashDays * DAY_MS;
  return (
    <li>
      <h2 class="item">{title}</h2>
      <p class="quiet">
        Deleted on <DayOfMoment at={trashedAt} preferences={preferences} />, gone on{" "}
        <DayOfMoment at={goneAt} preferences={preferences} />.
      </p>
      <div class="actions">
        <ItemButton
          action={ACCOUNT_PATHS.restore}
          token={token}
          name="entry"
          value={id}
          label={`Restore ${title}`}
        >
          Restore
        </ItemButton>
        <ItemButton
          action={ACCOUNT_PATHS.purge}
          token={token}
          name="entry"
          value={id}
          label={`Delete for ever: ${title}`}
        >
          Delete for ever
        </ItemButton>
      </div>
    </li>
  );
}
