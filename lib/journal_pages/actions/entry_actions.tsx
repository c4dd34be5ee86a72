import type { Entry } from "../../journal/mod.ts";
import { TOKEN_FIELD } from "../../pages/form_token.ts";
import { actionPath, editPath, restorePath } from "../../pages/journal_paths.ts";

/** What can be done to an entry, on its page. */
export function EntryActions(
  { entry: { id, isFavorite, isPrivate, trashedAt }, token }: { entry: Entry; token: string },
) {
  const act = (action: string, name: string, to?: string) => (
    <ActionForm path={actionPath(id, action)} name={name} to={to} token={token} />
  );
  return (
    <div class="small-actions no-print" role="group" aria-label="What to do with this entry">
      {trashedAt === undefined
        ? (
          <>
            <a class="button" href={editPath(id)}>Edit</a>
            {isFavorite
              ? act("favourite", "Not a favourite", "no")
              : act("favourite", "Make a favourite", "yes")}
            {isPrivate
              ? act("private", "Not private", "no")
              : act("private", "Make private", "yes")}
            {act("trash", "Move to trash")}
          </>
        )
        : (
          <>
            {act("restore", "Restore")}
            <a class="button second" href={actionPath(id, "purge")}>Delete for good</a>
          </>
        )}
    </div>
  );
}

/** A version that can be what the entry says again. */
export function RestoreVersion(
  { id, version, token }: { id: string; version: number; token: string },
) {
  return (
    <div class="small-actions">
      <ActionForm path={restorePath(id, version)} name="Restore this version" token={token} />
    </div>
  );
}

function ActionForm(
  { path, name, to, token }: { path: string; name: string; to?: string; token: string },
) {
  return (
    <form method="post" action={path}>
      <input type="hidden" name={TOKEN_FIELD} value={token} />
      {to !== undefined && <input type="hidden" name="to" value={to} />}
      <button class="second" type="submit">{name}</button>
    </form>
  );
}
