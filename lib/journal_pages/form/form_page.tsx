import type { Entry } from "../../journal/mod.ts";
import { editPath, entryPath, JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { Problem } from "../../pages/problem.tsx";
import type { Person, ShownPage } from "../context.ts";
import type { Preferences } from "../../pages/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { renderMarkdown } from "../text/markdown.ts";
import type { WriteForm } from "./form_values.ts";
import { Fields } from "./fields.tsx";
import { FilesField } from "./files_field.tsx";
import { HiddenFields } from "./hidden_fields.tsx";
import { Meanwhile, type MeanwhileProps } from "./meanwhile.tsx";
import { DraftOffer, type OfferedDraft } from "./draft_offer.tsx";
import { type Proposals, proposalsOf } from "./proposals.ts";
import { WRITE_SCRIPT } from "./script.ts";
import { findFiles, namesOnly } from "./shown_files.ts";
import { Shortcuts } from "./shortcuts.tsx";

/** A form that writes, with what is to be said around it. */
export interface FormShown {
  form: WriteForm;
  /** As it is now, of a form that changes one. */
  entry?: Entry;
  /** When it is shown, in milliseconds. */
  now: number;
  /** The token of the session; empty where nobody is signed in. */
  formToken: string;
  preferences: Preferences;
  notice?: string;
  /** Why nothing was written, or not all of it. */
  problems?: readonly string[];
  /** Where somebody signs in whose session has ended. */
  signInAt?: string;
  /** What others have changed since the form began. */
  meanwhile?: Omit<MeanwhileProps, "preferences">;
  /** Drafts that could go on instead. */
  offers?: readonly OfferedDraft[];
  /** Whether there are drafts that are not offered here. */
  hasOtherDrafts?: boolean;
  /** Whether the text is shown as it will look. */
  hasPreview?: boolean;
  status?: number;
}

const NOBODY: Proposals = { moods: [], tags: [] };

/** The page of a form that writes. */
export async function showForm(
  person: Person | undefined,
  { form, entry, now, formToken, preferences, status, hasPreview, ...around }: FormShown,
): Promise<ShownPage> {
  const { values } = form;
  const { files, gone } = person
    ? await findFiles(person, { refs: values.files, entry })
    : { files: namesOnly(values.files), gone: [] };
  const proposals = person ? await proposalsOf(person, { ...preferences, now }) : NOBODY;
  const problems = [
    ...around.problems ?? [],
    ...gone.map((name) => `“${name}” is not here any more. Choose it again`),
  ];
  const title = form.entryId === undefined ? "Write" : "Change an entry";
  const html = hasPreview ? renderMarkdown(values.content, { attachments: files }) : undefined;
  const page = (
    <JournalPage
      title={title}
      at={form.entryId === undefined ? "write" : undefined}
      notice={around.notice}
      script={WRITE_SCRIPT}
    >
      <Problem message={problems.length > 0 ? problems.join(". ") : undefined} />
      {around.signInAt !== undefined && <SignIn at={around.signInAt} />}
      {(around.offers ?? []).map((draft) => (
        <DraftOffer key={draft.id} draft={draft} token={formToken} preferences={preferences} />
      ))}
      {around.hasOtherDrafts && (
        <p>
          <a href={JOURNAL_PATHS.drafts}>All drafts</a>
        </p>
      )}
      {around.meanwhile && <Meanwhile {...around.meanwhile} preferences={preferences} />}
      <div class="writing">
        <form
          id="write"
          method="post"
          action={form.entryId === undefined ? JOURNAL_PATHS.write : editPath(form.entryId)}
          enctype="multipart/form-data"
          data-preview={JOURNAL_PATHS.preview}
          data-drafts={JOURNAL_PATHS.drafts}
          data-uploads={JOURNAL_PATHS.uploads}
          data-changed={isUnsaved({ problems, hasPreview, meanwhile: around.meanwhile })}
        >
          <HiddenFields form={form} token={formToken} base={around.meanwhile?.baseVersion} />
          <Fields values={values} proposals={proposals} />
          <FilesField files={files} />
          <Actions form={form} canBeBoth={around.meanwhile?.canBeBoth} />
        </form>
        <Preview html={html} />
      </div>
      <Shortcuts />
    </JournalPage>
  );
  return { page, status, script: WRITE_SCRIPT };
}

/** Whether the form has what is nowhere else: its page warns before it is left. */
function isUnsaved({ problems, hasPreview, meanwhile }: {
  problems: readonly string[];
  hasPreview?: boolean;
  meanwhile?: unknown;
}) {
  return problems.length > 0 || hasPreview || meanwhile !== undefined ? "yes" : undefined;
}

function SignIn({ at }: { at: string }) {
  return (
    <p class="notice">
      <a href={at} target="_blank" rel="noopener">Sign in in another tab</a>, come back to this one,
      and save again. What you have written stays here until then. Files that you have just chosen
      have to be chosen again.
    </p>
  );
}

function Actions({ form: { entryId }, canBeBoth }: { form: WriteForm; canBeBoth?: boolean }) {
  return (
    <>
      <p id="draft-status" class="quiet" role="status"></p>
      <div class="actions">
        <button type="submit" name="do" value="save">Save</button>
        {canBeBoth && (
          <button class="second" type="submit" name="do" value="both">
            Put both texts together
          </button>
        )}
        <button class="second" type="submit" name="do" value="preview" id="preview-button">
          Preview
        </button>
        <button class="second" type="submit" name="do" value="draft">Keep as draft</button>
        <a class="leave" href={entryId === undefined ? JOURNAL_PATHS.journal : entryPath(entryId)}>
          Leave without saving
        </a>
      </div>
    </>
  );
}

function Preview({ html }: { html?: string }) {
  return (
    <section
      id="preview"
      class="preview"
      aria-labelledby="preview-title"
      tabindex={0}
      hidden={html === undefined}
    >
      <h2 id="preview-title">Preview</h2>
      <div class="text" dangerouslySetInnerHTML={{ __html: html ?? "" }} />
    </section>
  );
}
