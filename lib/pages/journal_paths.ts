/** Where a person reads and writes their own journal. */
export const JOURNAL_PATHS = {
  journal: "/journal",
  entries: "/journal/entries",
  days: "/journal/days",
  calendar: "/journal/calendar",
  tags: "/journal/tags",
  files: "/journal/files",
  print: "/journal/print",
  /** With an external authorization server, where people sign in to their journals. */
  signIn: "/journal/sign-in",
  /** Where that server answers: the redirect URI that is registered there. */
  signInCallback: "/journal/sign-in/callback",
  signOut: "/journal/sign-out",
  write: "/journal/new",
  preview: "/journal/preview",
  drafts: "/journal/drafts",
  uploads: "/journal/uploads",
} as const;

/** The page of an entry. */
export function entryPath(id: string): string {
  return `${JOURNAL_PATHS.entries}/${encodeURIComponent(id)}`;
}

/** Where an entry is changed. */
export function editPath(id: string): string {
  return `${entryPath(id)}/edit`;
}

/** Where something is done to an entry, such as "trash". */
export function actionPath(id: string, action: string): string {
  return `${entryPath(id)}/${action}`;
}

/** Where a version becomes what the entry says again. */
export function restorePath(id: string, version: number): string {
  return `${versionPath(id, version)}/restore`;
}

/** Where an entry of a day is written, or a draft goes on. */
export function writePath(given: { day?: string; draft?: string } = {}): string {
  const query = new URLSearchParams(given).toString();
  return query === "" ? JOURNAL_PATHS.write : `${JOURNAL_PATHS.write}?${query}`;
}

/** Where a draft goes on: at its entry, if it has one. */
export function draftPath({ id, entryId }: { id: string; entryId?: string }): string {
  return entryId === undefined
    ? writePath({ draft: id })
    : `${editPath(entryId)}?${new URLSearchParams({ draft: id })}`;
}

/** Where a draft is thrown away. */
export function discardPath(id: string): string {
  return `${JOURNAL_PATHS.drafts}/${encodeURIComponent(id)}/discard`;
}

/** What an entry said, version by version. */
export function versionsPath(id: string): string {
  return `${entryPath(id)}/versions`;
}

/** One version of an entry, compared with the one before it. */
export function versionPath(id: string, version: number, before?: number): string {
  return `${versionsPath(id)}/${version}${before === undefined ? "" : `?before=${before}`}`;
}

/** The page of a day, such as "2026-11-23". */
export function dayPath(day: string): string {
  return `${JOURNAL_PATHS.days}/${day}`;
}

/** The calendar of a year or of a month, such as "2026" or "2026-11". */
export function calendarPath(period: string): string {
  return `${JOURNAL_PATHS.calendar}/${period}`;
}

/** A part of the journal as a book. */
export function printPath(part: Record<string, unknown>): string {
  const given = Object.entries(part).filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, value === false ? "no" : String(value)]);
  return `${JOURNAL_PATHS.print}?${new URLSearchParams(given)}`;
}

/** The bytes of a file of an entry. */
export function filePath(attachmentId: string): string {
  return `${JOURNAL_PATHS.files}/${encodeURIComponent(attachmentId)}`;
}

/** A small picture of a file. */
export function previewPath(attachmentId: string, size: PreviewSize): string {
  return `${filePath(attachmentId)}/${size}`;
}

/** For a list or a text, and to look at. */
export type PreviewSize = "small" | "large";

/** No address of ours is longer; what is kept of one travels through forms and providers. */
const MAX_PATH = 2_000;

/**
 * The path and query of a page below /journal, as a browser would read `text`; `undefined` for
 * anything else, above all for what leads to another origin. So it is safe to send somebody there.
 */
export function journalPathOf(text: string | null | undefined): string | undefined {
  if (!text?.startsWith(JOURNAL_PATHS.journal) || text.length > MAX_PATH) return undefined;
  const url = URL.parse(text, "http://here.invalid");
  if (url?.origin !== "http://here.invalid") return undefined;
  const isOurs = url.pathname === JOURNAL_PATHS.journal ||
    url.pathname.startsWith(`${JOURNAL_PATHS.journal}/`);
  return isOurs ? `${url.pathname}${url.search}` : undefined;
}
