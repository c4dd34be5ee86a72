import { JOURNAL_PATHS } from "../pages/journal_paths.ts";
import type { FormRequest, JournalPagesContext, Reply, ShowPage, TakeForm } from "./context.ts";
import { showPeriod, showThisYear } from "./calendar/calendar_page.tsx";
import { showEntry } from "./entry/entry_page.tsx";
import { showVersion } from "./entry/version_page.tsx";
import { showVersions } from "./entry/versions_page.tsx";
import { sendFile, sendPreview } from "./files/file_pages.ts";
import { showDay } from "./list/day_page.tsx";
import { showJournal } from "./list/journal_page.tsx";
import { showTags } from "./list/tags_page.tsx";
import { showDrafts } from "./write/drafts_page.tsx";
import { discardDraft, keepDraft } from "./write/take_draft.ts";
import { keepWritten, takeWritten } from "./write/take_written.ts";
import { sendNewPreview } from "./write/new_preview.ts";
import { sendPreviewOfText } from "./write/text_preview.ts";
import { takeUpload } from "./write/take_upload.ts";
import { showChange, showNew } from "./write/write_pages.ts";
import { restoreVersion, setFavorite, setPrivate } from "./actions/change.ts";
import { purge, restore, showPurge, trash } from "./actions/trash.tsx";
import { showPrint } from "./print/print_page.tsx";

/** The longest text, each sign in three bytes and written as three for each of them, and the rest. */
const TEXT_BYTES = 1_000_000;

/** What a form leads to. */
export interface Form {
  readonly take: TakeForm;
  /** What the body may have, in bytes; 64 KiB unless given. */
  readonly maxBytes?: number;
  /**
   * Whether `take` reads the body by itself, as one with files. Then `form` is empty, and `take`
   * checks the token with `isFormTokenOf` before anything else.
   */
  readonly readsBody?: boolean;
  /** What somebody is shown whose session has ended, so that what they wrote is not lost. */
  readonly whenSignedOut?: (
    request: Pick<FormRequest, "form" | "request"> & { signInAt: string },
    context: JournalPagesContext,
  ) => Reply | Promise<Reply>;
  /** Whether it counts with what pages send by themselves; otherwise it does with what people do. */
  readonly isFrequent?: boolean;
}

/** The pages; a name that begins with ":" stands for one part of a path. */
export const PAGES: Readonly<Record<string, ShowPage>> = {
  [JOURNAL_PATHS.journal]: showJournal,
  [`${JOURNAL_PATHS.days}/:day`]: showDay,
  [JOURNAL_PATHS.calendar]: showThisYear,
  [`${JOURNAL_PATHS.calendar}/:period`]: showPeriod,
  [JOURNAL_PATHS.tags]: showTags,
  [JOURNAL_PATHS.print]: showPrint,
  [JOURNAL_PATHS.write]: showNew,
  [JOURNAL_PATHS.drafts]: showDrafts,
  [`${JOURNAL_PATHS.entries}/:id`]: showEntry,
  [`${JOURNAL_PATHS.entries}/:id/edit`]: showChange,
  [`${JOURNAL_PATHS.entries}/:id/purge`]: showPurge,
  [`${JOURNAL_PATHS.entries}/:id/versions`]: showVersions,
  [`${JOURNAL_PATHS.entries}/:id/versions/:version`]: showVersion,
  [`${JOURNAL_PATHS.files}/:id`]: sendFile,
  [`${JOURNAL_PATHS.files}/:id{new_[0-9a-f]+}/:size`]: sendNewPreview,
  [`${JOURNAL_PATHS.files}/:id/:size`]: sendPreview,
};

/** The forms, by what they are POSTed to. */
export const FORMS: Readonly<Record<string, Form>> = {
  [JOURNAL_PATHS.write]: { take: takeWritten, readsBody: true, whenSignedOut: keepWritten },
  [JOURNAL_PATHS.preview]: { take: sendPreviewOfText, maxBytes: TEXT_BYTES, isFrequent: true },
  [JOURNAL_PATHS.drafts]: { take: keepDraft, maxBytes: TEXT_BYTES, isFrequent: true },
  [`${JOURNAL_PATHS.drafts}/:id/discard`]: { take: discardDraft },
  [JOURNAL_PATHS.uploads]: { take: takeUpload, readsBody: true },
  [`${JOURNAL_PATHS.entries}/:id/edit`]: {
    ...{ take: takeWritten, readsBody: true, whenSignedOut: keepWritten },
  },
  [`${JOURNAL_PATHS.entries}/:id/favourite`]: { take: setFavorite },
  [`${JOURNAL_PATHS.entries}/:id/private`]: { take: setPrivate },
  [`${JOURNAL_PATHS.entries}/:id/trash`]: { take: trash },
  [`${JOURNAL_PATHS.entries}/:id/restore`]: { take: restore },
  [`${JOURNAL_PATHS.entries}/:id/purge`]: { take: purge },
  [`${JOURNAL_PATHS.entries}/:id/versions/:version/restore`]: { take: restoreVersion },
};
