import { type Kysely, type RawBuilder, sql } from "kysely";
import { initialMark } from "../marks.ts";
import { needleOf, scoreOf } from "../score.ts";
import { type Hit, RANKED_HITS, type Request } from "../search_index.ts";
import type { Term } from "../terms.ts";
import type { PostgresTables } from "./database.ts";
import { ownerMark } from "./owner_mark.ts";

/** The newest matches with their scores. */
export async function find(
  db: Kysely<PostgresTables>,
  owner: string,
  request: Request,
): Promise<Hit[]> {
  const { terms, from, to } = request;
  const newest = db.selectFrom("search_entry")
    .select(["id", "at", "title", "lead", "length"])
    .where("owner", "=", owner)
    .where("at", ">=", from)
    .where("at", "<=", to)
    .where(sql<boolean>`terms @@ ${queryOf(owner, request)}::tsquery`)
    .where((where) => where.and(terms.filter(isPhrase).map(containsPhrase)))
    .orderBy("at", "desc")
    .limit(RANKED_HITS);
  const rows = await db.with("newest", () => newest).selectFrom("newest")
    .select(["id", "at", scoreOf(terms).as("score")]).execute();
  return rows.map(({ id, at, score }) => ({ id, at: Number(at), score }));
}

/**
 * The request as a tsquery. GIN looks up the words of a phrase, whose order is read afterwards:
 * positions in a tsvector end at 16,383, and a body can be longer.
 */
function queryOf(owner: string, { terms, marks }: Request): string {
  const wanted = [ownerMark(owner), ...marks].map(quote);
  return [...wanted, ...terms.flatMap(lexemesOf)].join(" & ");
}

function lexemesOf({ tokens, isPrefix }: Term): string[] {
  return tokens.map((token, n) => {
    if (!isPrefix || n < tokens.length - 1) return quote(token);
    return [...token].length === 1 ? quote(initialMark(token)) : `${quote(token)}:*`;
  });
}

function isPhrase({ tokens }: Term): boolean {
  return tokens.length > 1;
}

function containsPhrase(term: Term): RawBuilder<boolean> {
  return sql<boolean>`strpos(words, ${needleOf(term)}) > 0`;
}

function quote(lexeme: string): string {
  return `'${lexeme}'`;
}
