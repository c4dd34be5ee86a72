import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";

/** The ways to what is kept of a person: to take it along, to look through it, to end it. */
export function AccountData({ token }: { token: string }) {
  return (
    <section aria-labelledby="data">
      <h2 id="data">Your data</h2>
      <p id="download-effect">
        Your whole journal in one file: every entry, also private ones and those in the trash, with
        its tags and what it said before.
      </p>
      <form method="post" action={ACCOUNT_PATHS.download} aria-describedby="download-effect">
        <FormToken token={token} />
        <div class="actions">
          <button type="submit" class="second" name="format" value="json">
            Download as JSON
          </button>
          <button type="submit" class="second" name="format" value="markdown">
            Download as Markdown
          </button>
        </div>
      </form>
      <p class="quiet">
        <a href={ACCOUNT_PATHS.exportProgress}>How far a download is</a>, if it is a long one
      </p>
      <ul class="links">
        <li>
          <a href={ACCOUNT_PATHS.export}>Take your journal along</a>: a zip with a Markdown file for
          each entry, all or some
        </li>
        <li>
          <a href={ACCOUNT_PATHS.import}>Import a journal</a>: from Day One and many other apps, in
          one file; it can be undone
        </li>
        <li>
          <a href={ACCOUNT_PATHS.trash}>Trash</a>: restore entries, or delete them for ever
        </li>
        <li>
          <a href={ACCOUNT_PATHS.activity}>Activity</a>: what your apps did, and when
        </li>
        <li>
          <a href={ACCOUNT_PATHS.deleteData}>Delete my data</a>: all that is kept of you here
        </li>
      </ul>
    </section>
  );
}
