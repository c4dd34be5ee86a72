import type { Entry, RevisionText } from "../../journal/mod.ts";
import { entryPath } from "../../pages/journal_paths.ts";
import { WriterName } from "../entry/writer_name.tsx";
import type { Writer } from "../entry/writers.ts";
import { ChangedFields } from "../entry/changed_fields_list.tsx";
import { changedFields } from "../entry/changed_fields.ts";
import { ChangedText } from "../entry/changed_text.tsx";
import { changesBetween } from "../entry/changes.ts";
import { dates, type Preferences } from "../../pages/dates.tsx";

export interface MeanwhileProps {
  /** What the entry says now. */
  entry: Entry;
  /** What it said when the form began, if that is known still. */
  base?: Entry | RevisionText;
  /** Who has changed it. */
  writer: Writer;
  /** The text of the form. */
  mine: string;
  /** Whether there is something to be put together. */
  canBeBoth?: boolean;
  /** The version of `base`. */
  baseVersion?: number;
  preferences: Preferences;
}

/** What became of an entry while a form was filled in, beside what the form says. */
export function Meanwhile({ entry, base, writer, mine, preferences }: MeanwhileProps) {
  const before = base?.content ?? mine;
  return (
    <section class="meanwhile" aria-labelledby="meanwhile">
      <p class="alert" role="alert">
        This entry was changed meanwhile by{" "}
        <WriterName writer={writer} />, so nothing is saved yet. What you have written is below.
      </p>
      <h2 id="meanwhile">{base ? "What was changed there" : "How it differs from yours"}</h2>
      {base && <ChangedFields fields={changedFields(base, entry, preferences)} />}
      <TextChange
        label="The text there"
        before={before}
        after={entry.content}
        preferences={preferences}
      />
      <details>
        <summary>All of the text there</summary>
        <pre class="whole" tabindex={0}>{entry.content}</pre>
      </details>
      {base && (
        <>
          <h2>What you have changed in the text</h2>
          <TextChange
            label="Your text"
            before={base.content}
            after={mine}
            preferences={preferences}
          />
        </>
      )}
      <p>
        <strong>Save</strong>{" "}
        keeps your text; what it replaces stays among the versions of the entry. Or{" "}
        <a href={entryPath(entry.id)}>leave the entry as it is there</a>.
      </p>
      <h2>What you have written</h2>
    </section>
  );
}

function TextChange(
  { label, before, after, preferences }: {
    label: string;
    before: string;
    after: string;
    preferences: Preferences;
  },
) {
  if (before === after) return <p>Nothing in the text.</p>;
  const changes = changesBetween(before, after);
  return <ChangedText label={label} changes={changes} dates={dates(preferences)} />;
}
