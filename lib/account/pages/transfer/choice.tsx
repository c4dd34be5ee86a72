import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { ImportJob, LeftOut } from "../../../transfer/mod.ts";
import { TimeZoneOptions } from "../time_zone.tsx";
import { DayOfMoment, type Preferences } from "../../../pages/dates.tsx";
import { ColumnChoice } from "./columns.tsx";
import { count, entries, megabytes, TokenField, Told } from "./parts.tsx";

/** What is in a file, and what the person wants done with it. Nothing is written yet. */
export function ImportChoice(
  { job, told, preferences, token }: {
    job: ImportJob;
    told: readonly LeftOut[];
    preferences: Preferences;
    token: string;
  },
) {
  const { look, name, size } = job;
  if (!look) return null;
  const { from, to } = look;
  const isReady = job.table?.problem === undefined;
  return (
    <>
      <h2>What is in it</h2>
      <dl>
        <dt>File</dt>
        <dd>{`${name}, ${megabytes(size)}: ${look.format}`}</dd>
        <dt>Entries</dt>
        <dd>
          {isReady ? entries(look.entries) : count(job.table!.rows, "row", "rows")}
          {from !== undefined && to !== undefined && (
            <>
              {", from "}
              <DayOfMoment at={from} preferences={preferences} />
              {" to "}
              <DayOfMoment at={to} preferences={preferences} />
            </>
          )}
        </dd>
        <dt>Pictures, recordings and other files</dt>
        <dd>{count(look.attachments, "file", "files")}</dd>
        {isReady && (
          <>
            <dt>What an import does</dt>
            <dd>
              {`${entries(look.created)} new, ${look.updated} changed, ${look.skipped} as they ` +
                `are, ${job.told} left out or not as in the file`}
            </dd>
          </>
        )}
      </dl>
      {job.table && <ColumnChoice {...{ look, preferences, token }} table={job.table} />}
      {isReady && <ImportForm look={look} preferences={preferences} token={token} />}
      <form method="post" action={ACCOUNT_PATHS.importStop}>
        <TokenField token={token} />
        <div class="actions">
          <button type="submit" class="second">Do not import it</button>
        </div>
      </form>
      <Told
        told={told}
        title="What will be left out, and why"
        note="What will be taken, but not as the file has it"
      />
      {job.told > told.length && (
        <p>
          <a href={`${ACCOUNT_PATHS.importResult}?id=${job.id}`}>{`All ${job.told} of them`}</a>
        </p>
      )}
    </>
  );
}

function ImportForm(
  { look, preferences, token }: {
    look: NonNullable<ImportJob["look"]>;
    preferences: Preferences;
    token: string;
  },
) {
  return (
    <form method="post" action={ACCOUNT_PATHS.importBegin}>
      <TokenField token={token} />
      <div class="field">
        <label for="timeZone">Time zone of times that have none</label>
        <select id="timeZone" name="timeZone">
          <TimeZoneOptions timeZone={preferences.timeZone} />
        </select>
      </div>
      <fieldset>
        <legend>Entries that are here already</legend>
        <label class="choice">
          <input type="radio" name="existing" value="update" checked />
          <span>Take what has changed in the file. What you have changed here stays.</span>
        </label>
        <label class="choice">
          <input type="radio" name="existing" value="keep" />
          <span>Leave them as they are.</span>
        </label>
      </fieldset>
      <fieldset>
        <legend>Privacy</legend>
        <label class="choice">
          <input type="checkbox" name="allPrivate" value="yes" />
          <span>
            Make all new entries private: only apps that you let see private entries see them.
          </span>
        </label>
      </fieldset>
      <div class="actions">
        <button type="submit">{`Import ${entries(look.entries)}`}</button>
      </div>
    </form>
  );
}
