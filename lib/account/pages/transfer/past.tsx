import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { ImportJob } from "../../../transfer/mod.ts";
import { MomentInWords, type Preferences } from "../../../pages/dates.tsx";
import { count, entries, TokenField } from "./parts.tsx";

export interface PastImport {
  job: ImportJob;
  /** Whether its undo is offered. */
  isUndoable: boolean;
}

/** The imports of the last 30 days, the newest first. */
export function PastImports(
  { past, preferences, token, isBusy }: {
    past: readonly PastImport[];
    preferences: Preferences;
    token: string;
    /** Whether something is under way, so that no undo can begin. */
    isBusy: boolean;
  },
) {
  if (past.length === 0) return null;
  return (
    <section aria-labelledby="past">
      <h2 id="past">Your imports</h2>
      <ul class="apps">
        {past.map(({ job, isUndoable }) => (
          <li>
            <h3 class="item">{job.name}</h3>
            <p class="quiet">
              <MomentInWords at={job.finishedAt ?? job.createdAt} preferences={preferences} />
            </p>
            <p>{resultOf(job)}</p>
            {job.told > 0 && (
              <p>
                <a href={`${ACCOUNT_PATHS.importResult}?id=${job.id}`}>
                  {`${count(job.told, "thing", "things")} left out or taken otherwise`}
                </a>
              </p>
            )}
            {isUndoable && !isBusy && (
              <form method="post" action={ACCOUNT_PATHS.importUndo}>
                <TokenField token={token} />
                <input type="hidden" name="id" value={job.id} />
                <button type="submit" class="second">Undo this import</button>
                <p class="quiet">
                  {`New entries go to the trash, changed ones are as before. Within 30 days.`}
                </p>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How an import ended, in one sentence. */
export function resultOf(job: ImportJob): string {
  const { created, updated, skipped, failed, undo } = job;
  if (job.state === "undone") {
    const { trashed = 0, restored = 0, kept = 0 } = undo ?? {};
    return `Undone: ${entries(trashed)} in the trash, ${restored} as before, ` +
      `${kept} left because they were changed here since.`;
  }
  const figures = `${created} new, ${updated} updated, ${skipped} skipped, ` +
    `${failed} not importable.`;
  if (job.state === "failed") {
    const imported = created + updated > 0 ? ` Until then: ${figures}` : "";
    return `Not imported: ${job.problem}.${imported}`;
  }
  return `${job.isStopped ? "Stopped" : "Imported"}: ${figures}`;
}
