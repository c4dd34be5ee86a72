import { type Journal, JournalError } from "../../../lib/journal/mod.ts";
import type { Searcher } from "../../../lib/search/mod.ts";
import { plain, Refusal, type Viewer } from "./model.ts";
import type { Operation } from "./operations.ts";
import type { ModelWrites, WriteName } from "./write.ts";

/** What is asked of a journal here: what its tools can do. */
export type Port = Pick<
  Journal,
  | WriteName
  | "getEntry"
  | "listRevisions"
  | "listEntries"
  | "onThisDay"
  | "stats"
  | "listTags"
  | "getTag"
  | "exportPage"
  | "importEntries"
>;

/** A place from which a person's journal is used: through one client, with what it may see. */
export interface Driver {
  viewer: Viewer;
  journal: Port;
  search: Searcher;
  /** What lists of entries tell of each, if that is not all. */
  listed?: readonly string[];
  /** What an answer tells of what was written, if that is not all. */
  told?(name: WriteName, value: unknown): unknown;
}

/** An answer, or the code of the error that was given instead. */
export type Outcome = { value: unknown } | { code: string };

/** How work ends; an error that nobody could act on is thrown. */
export async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    return { value: plain(await work()) };
  } catch (error) {
    if (error instanceof JournalError || error instanceof Refusal) return { code: error.code };
    throw error;
  }
}

/** Asks the journal, or the model of it. */
export function carryOut(journal: Port | ModelWrites, { name, args }: Operation): unknown {
  return (journal[name] as (...args: unknown[]) => unknown)(...args);
}
