import type { Child } from "hono/jsx";
import type { Drafts, Journal } from "../journal/mod.ts";
import type { Limiter } from "../limiter.ts";
import type { Preferences } from "../pages/dates.tsx";
import type { Preview } from "../pictures/mod.ts";
import type { Searcher } from "../search/mod.ts";

/** What the pages of the journal need. */
export interface JournalPagesContext {
  /** The origin of the pages. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly visitors: Visitors;
  readonly limits: JournalPagesLimits;
  /** Whether everything of the person is being deleted. */
  isErasing(subject: string): Promise<boolean>;
  /** Returns what a person has here: in their own browser they see all of it, private entries too. */
  personOf(subject: string): Person;
  /** Returns the names of apps by the ids of their clients, as far as they are known. */
  clientNames(ids: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}

/** Who is signed in in which browser, wherever they sign in. */
export interface Visitors {
  /** Returns who sends a request; `undefined` if their session has ended in any way. */
  find(headers: Headers): Promise<Visitor | undefined>;
  /** The address that lets somebody sign in, and leads back to `path` then. */
  signInAt(path: string): string;
}

export interface Visitor {
  readonly subject: string;
  /** The secret of their session, of which form tokens are made. */
  readonly session: string;
}

/** How often one person may do what costs us work. */
export interface JournalPagesLimits {
  readonly pages: Limiter;
  /** Pictures and other files: one page has many. */
  readonly files: Limiter;
  readonly writes: Limiter;
  readonly prints: Limiter;
  /** Drafts and previews: a page sends one whenever typing stops. */
  readonly drafts: Limiter;
  /** Forms of those whose session has ended, by address: their words are shown again. */
  readonly signedOut: Limiter;
}

/** One person's journal and what belongs to it. It holds no id, so it cannot name anybody else's. */
export interface Person {
  readonly journal: Journal;
  readonly search: Searcher;
  /** What they are writing, which nobody but them is shown. */
  readonly drafts: Drafts;
  preferences(): Promise<Preferences>;
  /** Returns a small picture of an attachment; throws NoPreviewError, and NotFoundError. */
  preview(attachmentId: string, options: { maxSide: number }): Promise<Preview>;
  /** The same of a file that a form has brought, by its digest. */
  previewFile(sha256: string, options: { maxSide: number }): Promise<Preview>;
}

/** A GET or a form of somebody who is signed in. */
export interface PageRequest {
  readonly request: Request;
  readonly visitor: Visitor;
  readonly person: Person;
  readonly preferences: Preferences;
  /** What stands for the names that begin with ":" in the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Put into each form as the field `TOKEN_FIELD` of lib/pages/form_token.ts. */
  readonly formToken: string;
  /** What has just been done, for the person to see. */
  readonly notice?: string;
}

/** A form that was sent from one of our pages, with the token of the session. */
export interface FormRequest extends PageRequest {
  readonly form: URLSearchParams;
}

/** How a request ends. */
export type Reply = ShownPage | Done | Response;

export interface ShownPage {
  readonly page: Child & { toString(): string | Promise<string> };
  readonly status?: number;
  /** The script of the page, if it has one; JournalPage must be given the same. */
  readonly script?: string;
  /** Whether it plays sounds and films. */
  readonly hasMedia?: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A change that was made. Another page follows, so that reloading it repeats nothing. */
export interface Done {
  /** A path below /journal. */
  readonly to: string;
  readonly notice?: Notice;
}

/** The notices that a person sees after a change. */
export const NOTICES = {
  saved: "The entry is saved.",
  unchanged: "Nothing was different, so nothing was changed.",
  draftKept: "Your draft is kept for 30 days. It is not an entry yet.",
  discarded: "The draft is discarded.",
  favorite: "The entry is a favourite.",
  notFavorite: "The entry is no favourite any more.",
  private: "The entry is private: only apps that may see private entries see it.",
  notPrivate: "The entry is not private any more.",
  trashed: "The entry is in the trash. It can be restored for 30 days.",
  restored: "The entry is out of the trash.",
  purged: "The entry is deleted for good.",
  versionRestored: "The entry says again what it said in that version.",
} as const;

export type Notice = keyof typeof NOTICES;

/** Answers a GET. */
export type ShowPage = (request: PageRequest, context: JournalPagesContext) => Promise<Reply>;

/** Answers a form. */
export type TakeForm = (request: FormRequest, context: JournalPagesContext) => Promise<Reply>;
