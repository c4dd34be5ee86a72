import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { Page } from "../../../pages/mod.ts";
import type { ImportJob, LeftOut } from "../../../transfer/mod.ts";
import { MomentInWords, type Preferences } from "../../../pages/dates.tsx";
import { Told } from "./parts.tsx";
import { resultOf } from "./past.tsx";

/** Everything that an import has left out, or taken otherwise than it was there. */
export function ImportResultPage(
  { job, told, page, last, preferences }: {
    job: ImportJob;
    told: readonly LeftOut[];
    /** From 1 to `last`. */
    page: number;
    last: number;
    preferences: Preferences;
  },
) {
  const address = (n: number) => `${ACCOUNT_PATHS.importResult}?id=${job.id}&page=${n}`;
  const isOver = job.finishedAt !== undefined;
  return (
    <Page title={job.name} wide>
      {isOver && (
        <p>
          <MomentInWords at={job.finishedAt!} preferences={preferences} />
          {`: ${resultOf(job)}`}
        </p>
      )}
      {job.told === 0 && <p>Nothing was left out.</p>}
      <Told told={told} title="Left out, and why" note="Taken, but not as the file has it" />
      {last > 1 && (
        <nav aria-label="Pages">
          <p>{`Page ${page} of ${last}`}</p>
          {page > 1 && (
            <p>
              <a href={address(page - 1)}>Before</a>
            </p>
          )}
          {page < last && (
            <p>
              <a href={address(page + 1)}>More</a>
            </p>
          )}
        </nav>
      )}
      <p>
        <a href={ACCOUNT_PATHS.import}>Back to your imports</a>
      </p>
    </Page>
  );
}
