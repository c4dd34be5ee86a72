import { ConflictError } from "../../journal/mod.ts";
import { TOKEN_FIELD } from "../../pages/form_token.ts";
import { actionPath, entryPath, JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { Problem } from "../../pages/problem.tsx";
import type { FormRequest, PageRequest, Reply } from "../context.ts";
import { JournalPage } from "../layout/page.tsx";

/** Moves an entry to the trash. */
export async function trash({ person, params: { id } }: FormRequest): Promise<Reply> {
  await person.journal.trashEntry(id);
  return { to: entryPath(id), notice: "trashed" };
}

/** Takes an entry out of the trash. */
export async function restore({ person, params: { id } }: FormRequest): Promise<Reply> {
  await person.journal.restoreEntry(id);
  return { to: entryPath(id), notice: "restored" };
}

/** Asks whether an entry is to be deleted for good, because that cannot be undone. */
export async function showPurge(request: PageRequest, problem?: unknown): Promise<Reply> {
  const { person, params: { id }, formToken } = request;
  const { title, version } = await person.journal.getEntry(id);
  const message = typeof problem === "string" ? problem : undefined;
  const page = (
    <JournalPage title="Delete for good">
      <Problem message={message} />
      <p>
        <strong>
          <bdi>{title}</bdi>
        </strong>{" "}
        will be gone, with its files, all that it said before, and its drafts. This cannot be
        undone.
      </p>
      <form method="post" action={actionPath(id, "purge")}>
        <input type="hidden" name={TOKEN_FIELD} value={formToken} />
        <input type="hidden" name="version" value={version} />
        <div class="actions">
          <button type="submit">Delete it for good</button>
          <a class="leave" href={entryPath(id)}>Keep it</a>
        </div>
      </form>
    </JournalPage>
  );
  return { page, status: message === undefined ? 200 : 409 };
}

/** Deletes an entry for good, as it was when the person was asked. */
export async function purge(request: FormRequest): Promise<Reply> {
  const { person, params: { id }, form } = request;
  const ifVersion = Number(form.get("version"));
  try {
    await person.journal.purgeEntry(id, { ifVersion });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return await showPurge(request, "This entry was changed meanwhile. Look at it first");
  }
  return { to: JOURNAL_PATHS.journal, notice: "purged" };
}
