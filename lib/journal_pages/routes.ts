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
import { showPrint } from "./print/print_page.tsx";

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
  ) => Reply;
}

/** The pages; a name that begins with ":" stands for one part of a path. */
export const PAGES: Readonly<Record<string, ShowPage>> = {
  [JOURNAL_PATHS.journal]: showJournal,
  [`${JOURNAL_PATHS.days}/:day`]: showDay,
  [JOURNAL_PATHS.calendar]: showThisYear,
  [`${JOURNAL_PATHS.calendar}/:period`]: showPeriod,
  [JOURNAL_PATHS.tags]: showTags,
  [JOURNAL_PATHS.print]: showPrint,
  [`${JOURNAL_PATHS.entries}/:id`]: showEntry,
  [`${JOURNAL_PATHS.entries}/:id/versions`]: showVersions,
  [`${JOURNAL_PATHS.entries}/:id/versions/:version`]: showVersion,
  [`${JOURNAL_PATHS.files}/:id`]: sendFile,
  [`${JOURNAL_PATHS.files}/:id/:size`]: sendPreview,
};

/** The forms, by what they are POSTed to. */
export const FORMS: Readonly<Record<string, Form>> = {};
