// Not from mod.ts: the thread of the index needs no more of the journal.
import { withoutPhotoLinks } from "../../journal/entries/prose.ts";
import type { ChangedEntry } from "../../journal/mod.ts";
import { languagesOf } from "../language/detect.ts";
import { stemOf, stemTerm } from "../language/stems.ts";
import type { Pacer } from "../pacer.ts";
import { normalize, tokenize } from "../tokens/tokens.ts";
import { filterTokensOf, prefixTokensOf } from "./filter_tokens.ts";
import { partOf } from "./parts.ts";
import { addPosition } from "./postings.ts";

/** An entry as it is indexed. */
export interface Document {
  id: string;
  occurredAt: number;
  /** The part of the journal that it is in: see parts.ts. */
  part: number;
  /** How many tokens title and content have. */
  length: number;
  /** Its tokens in their order, between spaces, with a {@linkcode BREAK} between texts. */
  words: string;
  /** Everything that it is found by. */
  terms: ReadonlyMap<string, TermInDocument>;
}

/** How a term is in a document. */
export interface TermInDocument {
  count: number;
  isInTitle: boolean;
  /** Where it is, as `addPosition` of postings.ts writes it; empty for what is no token. */
  positions: number[];
  /** The last position. */
  last: number;
}

/** Stems, beginnings and filter tokens have no positions: one array is enough for all of them. */
const NOWHERE: number[] = [];

/** Separates texts that no phrase may span. */
export const BREAK = "§";

type Texts = Pick<ChangedEntry, "title" | "content" | "mood" | "location" | "weather">;

/** The document of an entry. */
export function toDocument(entry: ChangedEntry): Document {
  const { id, occurredAt } = entry;
  const texts = textsOf(entry);
  const tokens = texts.map(tokenize);
  const words = tokens.flatMap((some) => some.map(({ text }) => text));
  const languages = languagesOf(words);
  const terms = new Map<string, TermInDocument>();
  let position = 0;
  for (const [n, some] of tokens.entries()) {
    if (n > 0 && some.length > 0) words.splice(position++, 0, BREAK);
    for (const { text, start, end } of some) {
      const term = termOf(terms, text, n === 0);
      if (term.positions === NOWHERE) term.positions = [];
      addPosition(term.positions, position, term.last);
      term.last = position++;
      if (languages.length === 0) continue;
      const surface = texts[n].slice(start, end);
      for (const language of languages) {
        const stem = stemOf(surface, language);
        if (stem !== "") termOf(terms, stemTerm(stem, language), n === 0);
      }
    }
  }
  for (const prefix of prefixTokensOf(words)) termOf(terms, prefix);
  for (const prefix of prefixTokensOf(tokens[0].map(({ text }) => text))) {
    termOf(terms, prefix).isInTitle = true;
  }
  for (const token of filterTokensOf(entry)) termOf(terms, token);
  return {
    ...{ id, occurredAt, terms },
    part: partOf(entry),
    length: tokens[0].length + tokens[1].length,
    words: words.join(" "),
  };
}

/** The documents of entries, in their order. They are made in small bits. */
export async function toDocuments(
  entries: readonly ChangedEntry[],
  { pacer }: { pacer: Pacer },
): Promise<Document[]> {
  const documents: Document[] = [];
  for (const entry of entries) {
    documents.push(toDocument(entry));
    await pacer.pause();
  }
  return documents;
}

/**
 * The texts of an entry that can be found, each normalized: the title, the content, and the rest.
 * Links to photos say nothing.
 */
export function textsOf({ title, content, mood, location, weather }: Texts): string[] {
  return [title, content, mood, location, weather].map((text) =>
    normalize(withoutPhotoLinks(text ?? ""))
  );
}

/** The term in a document, which has it once more. */
function termOf(
  terms: Map<string, TermInDocument>,
  name: string,
  isInTitle = false,
): TermInDocument {
  let term = terms.get(name);
  if (term === undefined) {
    terms.set(name, term = { count: 0, isInTitle: false, positions: NOWHERE, last: 0 });
  }
  term.count++;
  term.isInTitle ||= isInTitle;
  return term;
}
