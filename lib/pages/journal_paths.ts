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
} as const;

/** The page of an entry. */
export function entryPath(id: string): string {
  return `${JOURNAL_PATHS.entries}/${encodeURIComponent(id)}`;
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
