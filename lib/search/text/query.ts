import { withoutInvisible } from "../../invisible.ts";
import { stopWordsOf } from "../language/detect.ts";
import { isWord, nameOf, type Term } from "./term.ts";
import { toTerm } from "./terms.ts";
import { execAll } from "../tokens/exec_all.ts";
import { isDense, normalize, piecesOf, tokenize } from "../tokens/tokens.ts";

/** What is looked for, as one of several terms that mean the same to the person. */
export interface Clause {
  terms: readonly Term[];
  occur: "should" | "must" | "not";
}

/** Whether an entry needs any of the words, or all of them. */
export type Match = "any" | "all";

/**
 * A part of a query: -"quoted words"*, or what stands between spaces. Phones write curly quotation
 * marks by themselves; one after a letter opens nothing, as in 5".
 */
const PARTS =
  /(?<![^\s])(-?)(?:["“”„]([^"“”„]*)["“”„](\*?)|(?=[\p{L}\p{N}])([^\s"“”„]+))|(?<![\p{L}\p{N}])["“”„]([^"“”„]*)["“”„](\*?)|([^\s"“”„]+)/gu;

/** So many clauses count at most, and so many terms in all of them. */
const MAX_CLAUSES = 48;
const MAX_TERMS = 64;

/** From this many characters on, a run of dense text is more than a word. */
const LONG_RUN = 4;

/**
 * Reads what a person asks. Each word counts, and stop words do where there is nothing else. "Quoted
 * words" and groups with OR must be there, -words must not, `wor*` is the beginning of a word. With
 * `match: "all"` every word must be there. A sign that means nothing is left out, so no query is wrong.
 */
export function parseQuery(query: string, { match = "any" }: { match?: Match } = {}): Clause[] {
  const clauses: Clause[] = [];
  let isAlternative = false;
  for (const part of execAll(PARTS, withoutInvisible(normalize(query)))) {
    if (part[0] === "OR") {
      isAlternative = clauses.length > 0;
      continue;
    }
    const found = clausesOf(part, match);
    const last = clauses.at(-1);
    if (
      isAlternative && last && last.occur !== "not" && found.length > 0 && found[0].occur !== "not"
    ) {
      const terms = [...last.terms, ...found.flatMap(({ terms }) => terms)];
      clauses.splice(-1, 1, { terms, occur: "must" });
    } else clauses.push(...found);
    isAlternative = false;
  }
  const distinct = new Map(clauses.map((clause) => [nameOfClause(clause), clause]));
  const rest = match === "any" ? withoutStopWords([...distinct.values()]) : [...distinct.values()];
  return rest.some(({ occur }) => occur !== "not") ? withinLimits(rest) : [];
}

function withinLimits(clauses: readonly Clause[]): Clause[] {
  let termsLeft = MAX_TERMS;
  return clauses.slice(0, MAX_CLAUSES).flatMap(({ terms, occur }) => {
    const some = terms.slice(0, termsLeft);
    termsLeft -= some.length;
    return some.length > 0 ? [{ terms: some, occur }] : [];
  });
}

/** The clauses as what must not be there is looked for, too. */
export function asPositive(clauses: readonly Clause[]): Clause[] {
  return clauses.map((clause) => ({
    ...clause,
    occur: clause.occur === "not" ? "should" : clause.occur,
  }));
}

function clausesOf(part: RegExpExecArray, match: Match): Clause[] {
  const [whole, minus, signed, signedStar, word, plain, plainStar, other] = part;
  const phrase = plain ?? signed;
  if (phrase !== undefined) {
    const star = (plainStar ?? signedStar) === "*";
    const term = toTerm(phrase, { star, isExact: true });
    return term ? [{ terms: [term], occur: minus ? "not" : "must" }] : [];
  }
  const text = word ?? other ?? whole;
  const term = toTerm(text);
  if (term === undefined) return [];
  if (minus) return [{ terms: [term], occur: "not" }];
  if (match === "all") return [{ terms: [term], occur: "must" }];
  return wordsOf(text).map((term): Clause => ({ terms: [term], occur: "should" }));
}

/** The words of a text without spaces, such as two with a hyphen between them. */
function wordsOf(text: string): Term[] {
  const pieces = piecesOf(text);
  return pieces.flatMap((piece, n) => {
    const isLast = n === pieces.length - 1;
    const term = toTerm(piece, { star: isLast && text.endsWith("*") });
    if (term === undefined) return [];
    if (!isDense(piece) || [...piece].length < LONG_RUN) return [term];
    // A sentence without spaces: what it says is found by its parts, too.
    const pairs = tokenize(piece).slice(0, -1).map(({ start, end }, at, all) =>
      toTerm(piece.slice(start, all[at + 1]?.end ?? piece.length) || piece.slice(start, end))
    );
    return [term, ...pairs.filter((pair) => pair !== undefined)];
  });
}

function withoutStopWords(clauses: readonly Clause[]): Clause[] {
  const words = clauses.flatMap(({ terms, occur }) =>
    occur === "should" && isWord(terms[0]) ? terms[0].tokens[0] : []
  );
  const stopWords = stopWordsOf(words);
  const isStopWord = ({ occur, terms: [term] }: Clause) =>
    occur === "should" && isWord(term) && stopWords.has(term.tokens[0]);
  const rest = clauses.filter((clause) => !isStopWord(clause));
  return rest.some(({ occur }) => occur !== "not") ? rest : [...clauses];
}

function nameOfClause({ terms, occur }: Clause): string {
  return `${occur} ${terms.map(nameOf).join("|")}`;
}
