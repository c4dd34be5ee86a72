import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { ImportJob, ImportState } from "../../../transfer/mod.ts";
import { entries, TokenField } from "./parts.tsx";

const WHAT: Partial<Record<ImportState, string>> = {
  waiting: "Looking at your file",
  importing: "Importing",
  undoing: "Undoing the import",
};

/** How far it is. The script puts a new one in its place; the page can be closed meanwhile. */
export function ImportProgress({ job, token }: { job: ImportJob; token: string }) {
  const { state, done, total } = job;
  const isCounted = state !== "waiting" && total > 0;
  return (
    <section id="progress">
      <p role="status" id="progress-text">
        {isCounted
          ? `${WHAT[state]}: ${done.toLocaleString("en")} of ${entries(total)}`
          : `${WHAT[state]}…`}
      </p>
      <progress
        aria-labelledby="progress-text"
        {...(isCounted ? { max: total, value: Math.min(done, total) } : {})}
      >
      </progress>
      <p class="quiet">You can close this page. It goes on, and you see here how it ended.</p>
      {state !== "undoing" && (
        <form method="post" action={ACCOUNT_PATHS.importStop}>
          <TokenField token={token} />
          <button type="submit" class="second">Stop</button>
        </form>
      )}
    </section>
  );
}
