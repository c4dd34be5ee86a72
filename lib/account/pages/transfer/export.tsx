import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { Page } from "../../../pages/mod.ts";
import { Problem } from "../../../pages/problem.tsx";
import type { ExportProgress, Measured } from "../../../transfer/mod.ts";
import { BackToAccount } from "../back_to_account.tsx";
import { ExportProgressSection } from "./export_progress.tsx";
import { EXPORT_SCRIPT } from "./export_script.ts";
import { count, entries, megabytes, TokenField } from "./parts.tsx";

/** The part of a journal that is filled in. */
export interface ChosenPart {
  from?: string;
  to?: string;
  tag?: string;
}

/** The page on which a person takes their journal along, or a part of it. */
export function ExportPage(
  { tags, chosen, format, measured, latest, token, problem }: {
    tags: readonly string[];
    chosen: ChosenPart;
    format: "epicme" | "dayone";
    /** How much the part is, where they have asked. */
    measured?: Measured;
    /** Their last download. */
    latest?: ExportProgress;
    token: string;
    problem?: string;
  },
) {
  return (
    <Page title="Take your journal along" wide script={EXPORT_SCRIPT}>
      <Problem message={problem} />
      <p>You get a zip archive with your entries and their files. Private entries are in it.</p>
      <form id="export" method="post" action={ACCOUNT_PATHS.export}>
        <TokenField token={token} />
        <fieldset>
          <legend>What for</legend>
          <Format value="epicme" format={format}>
            To keep, for Obsidian and Hugo, or for EpicMe elsewhere: a Markdown file for each entry,
            and one JSON file that brings everything back, with earlier versions and the trash.
          </Format>
          <Format value="dayone" format={format}>
            For Day One, and apps that read its exports. It has no moods, and no private entries:
            these are ordinary ones there, and both are said at the end of the text. What entries
            said before, and the trash, stay here.
          </Format>
        </fieldset>
        <fieldset>
          <legend>Only a part</legend>
          <div class="columns">
            <div class="field">
              <label for="from">From the day</label>
              <input id="from" name="from" type="date" value={chosen.from} {...HINT} />
            </div>
            <div class="field">
              <label for="to">To the day</label>
              <input id="to" name="to" type="date" value={chosen.to} {...HINT} />
            </div>
            <div class="field">
              <label for="tag">With the tag</label>
              <select id="tag" name="tag" {...HINT}>
                <option value="">All entries</option>
                {tags.map((name) => (
                  <option key={name} value={name} selected={name === chosen.tag}>{name}</option>
                ))}
              </select>
            </div>
          </div>
          <p class="quiet" id="part-hint">Without a choice it is everything.</p>
        </fieldset>
        {measured && <p class="notice" role="status">{amountOf(measured)}</p>}
        <div class="actions">
          <button type="submit">Download the zip</button>
          <button
            type="submit"
            class="second"
            formaction={ACCOUNT_PATHS.exportMeasure}
          >
            How much is it?
          </button>
        </div>
      </form>
      <ExportProgressSection latest={latest} />
      <p class="quiet">
        The zip is made while you download it, so your browser cannot say how much is left.{" "}
        <a href={ACCOUNT_PATHS.exportProgress}>How far it is</a> is on a page of its own, too.
      </p>
      <BackToAccount />
    </Page>
  );
}

const HINT = { "aria-describedby": "part-hint" };

function Format(
  { value, format, children }: {
    value: "epicme" | "dayone";
    format: "epicme" | "dayone";
    children: string;
  },
) {
  return (
    <label class="choice">
      <input type="radio" name="format" value={value} checked={format === value} />
      <span>{children}</span>
    </label>
  );
}

function amountOf({ entries: many, files, bytes }: Measured): string {
  return `${entries(many)}, ${count(files, "file", "files")}, about ${megabytes(bytes)}`;
}
