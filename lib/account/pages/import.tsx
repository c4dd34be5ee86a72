import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { ImportReport } from "../../journal/mod.ts";
import { Page } from "../../pages/mod.ts";
import { Problem } from "../../pages/problem.tsx";
import { BackToAccount } from "./back_to_account.tsx";

/** The page that takes a journal in one file, whatever its length. */
export function AccountImportPage(
  { result, problem }: { result?: ImportReport; problem?: string },
) {
  return (
    <Page title="Import a journal" wide>
      {result && <Result result={result} />}
      <Problem message={problem} />
      <p id="import-effect">
        Entries that are here already are taken once. What you have set here stays: private entries
        stay private.
      </p>
      <form method="post" action={ACCOUNT_PATHS.import} enctype="multipart/form-data">
        <div class="field">
          <label for="file">JSON file</label>
          <input id="file" name="file" type="file" accept=".json,application/json" required />
        </div>
        <fieldset>
          <legend>Where it comes from</legend>
          <Format value="dayone" checked>Day One: the JSON file in the exported zip</Format>
          <Format value="jrnl">jrnl: what jrnl --format json prints</Format>
          <Format value="epicme">EpicMe: a download as JSON</Format>
        </fieldset>
        <div class="field">
          <label for="timeZone">Time zone of times without one, if it is not yours</label>
          <input id="timeZone" name="timeZone" type="text" placeholder="Europe/Berlin" />
        </div>
        <button type="submit" aria-describedby="import-effect">Import</button>
      </form>
      <BackToAccount />
    </Page>
  );
}

function Format(
  { value, checked, children }: { value: string; checked?: boolean; children?: string },
) {
  return (
    <label class="choice">
      <input type="radio" name="format" value={value} checked={checked} />
      <span>{children}</span>
    </label>
  );
}

function Result({ result }: { result: ImportReport }) {
  const { created, updated, skipped, failed, errors, notes = [] } = result;
  return (
    <>
      <p class="notice" role="status">
        {`Imported: ${created} new, ${updated} updated, ${skipped} skipped, ${failed} not importable.`}
      </p>
      <Told title="Not importable" told={errors} />
      <Told title="Imported, but not as the file has it" told={notes} />
    </>
  );
}

function Told(
  { title, told }: { title: string; told: readonly { index: number; reason: string }[] },
) {
  if (told.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {told.map(({ index, reason }) => <li key={index}>{`Record ${index}: ${reason}`}</li>)}
      </ul>
    </section>
  );
}
