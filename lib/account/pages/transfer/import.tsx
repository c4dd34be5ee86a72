import type { Preferences } from "../../../pages/dates.tsx";
import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { Page } from "../../../pages/mod.ts";
import { Notice } from "../../../pages/notice.tsx";
import { Problem } from "../../../pages/problem.tsx";
import type { ImportJob, LeftOut } from "../../../transfer/mod.ts";
import { BackToAccount } from "../back_to_account.tsx";
import { ImportChoice } from "./choice.tsx";
import { type PastImport, PastImports } from "./past.tsx";
import { ImportProgress } from "./progress.tsx";
import { IMPORT_SCRIPT } from "./script.ts";
import { UploadForm } from "./upload.tsx";

/** A page without script looks again so often. */
const REFRESH_SECONDS = 3;

/** The page that takes a journal in one file: before it, during it, and after it. */
export function ImportPage(
  { current, past, told, preferences, maxBytes, token, notice, problem }: {
    current?: ImportJob;
    past: readonly PastImport[];
    /** What will be left out of the file that was looked at; the first of it. */
    told: readonly LeftOut[];
    preferences: Preferences;
    maxBytes: number;
    token: string;
    notice?: string;
    problem?: string;
  },
) {
  const goesOn = current !== undefined && current.state !== "uploading" &&
    current.state !== "ready";
  return (
    <Page
      title="Import a journal"
      wide
      script={IMPORT_SCRIPT}
      refreshSeconds={goesOn ? REFRESH_SECONDS : undefined}
    >
      <Notice message={notice} />
      <Problem message={problem} />
      {goesOn && <ImportProgress job={current} token={token} />}
      {current?.state === "ready" && (
        <ImportChoice job={current} told={told} preferences={preferences} token={token} />
      )}
      {(!current || current.state === "uploading") && (
        <UploadForm partial={current} maxBytes={maxBytes} token={token} problem={problem} />
      )}
      <PastImports past={past} preferences={preferences} token={token} isBusy={goesOn} />
      <p>
        <a href={ACCOUNT_PATHS.export}>Take your journal along</a>
      </p>
      <BackToAccount />
    </Page>
  );
}
