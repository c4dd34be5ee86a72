import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { Page } from "../../../pages/mod.ts";
import { Problem } from "../../../pages/problem.tsx";
import { BackToAccount } from "../back_to_account.tsx";
import { TokenField } from "./parts.tsx";

/** The part of a journal that is filled in. */
export interface ChosenPart {
  from?: string;
  to?: string;
  tag?: string;
}

/** The page on which a person takes their journal along, or a part of it. */
export function ExportPage(
  { tags, chosen, token, problem }: {
    tags: readonly string[];
    chosen: ChosenPart;
    token: string;
    problem?: string;
  },
) {
  return (
    <Page title="Take your journal along" wide>
      <Problem message={problem} />
      <p>
        You get a zip archive: a Markdown file for each entry, which Obsidian and Hugo read, and one
        JSON file that brings everything back here or on another server, with what entries said
        before. Private entries are in it.
      </p>
      <form method="post" action={ACCOUNT_PATHS.export}>
        <TokenField token={token} />
        <fieldset>
          <legend>Only a part</legend>
          <div class="field">
            <label for="from">From the day</label>
            <input
              id="from"
              name="from"
              type="date"
              value={chosen.from}
              aria-describedby="part-hint"
            />
          </div>
          <div class="field">
            <label for="to">To the day</label>
            <input
              id="to"
              name="to"
              type="date"
              value={chosen.to}
              aria-describedby="part-hint"
            />
          </div>
          <div class="field">
            <label for="tag">With the tag</label>
            <select id="tag" name="tag" aria-describedby="part-hint">
              <option value="">All entries</option>
              {tags.map((name) => (
                <option key={name} value={name} selected={name === chosen.tag}>{name}</option>
              ))}
            </select>
          </div>
          <p class="quiet" id="part-hint">
            Without a choice it is everything, also what is in the trash.
          </p>
        </fieldset>
        <div class="actions">
          <button type="submit">Download the zip</button>
        </div>
      </form>
      <BackToAccount />
    </Page>
  );
}
