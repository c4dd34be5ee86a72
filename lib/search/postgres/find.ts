import { type Kysely, type RawBuilder, sql } from "kysely";
import { prefixToken } from "../index/filter_tokens.ts";
import { type Found, rankedHits, type Request } from "../index/search_index.ts";
import { needleOf, type Term } from "../text/terms.ts";
import type { PostgresTables } from "./database.ts";
import { ownerToken } from "./owner_token.ts";
import { scoreOf } from "./score.ts";

/** The best of the newest matches. */
export async function find(
  db: Kysely<PostgresTables>,
  owner: string,
  request: Request,
): Promise<Found> {
  const { terms, from, to, after, size, isWindow: isStretch } = request;
  const limit = rankedHits(terms);
  const newest = db.selectFrom("search_entry")
    .select(["id", "at", "title", "repeated", "length"])
    .where("owner", "=", owner)
    .where("at", ">=", from)
    .where("at", "<=", to)
    .where(sql<boolean>`terms @@ ${queryOf(owner, request)}::tsquery`)
    .where((where) => where.and(terms.filter(isPhrase).map(containsPhrase)))
    .orderBy("at", "desc")
    .limit(limit);
  const rows = await db.with("newest", () => newest)
    .with("ranked", (db) =>
      db.selectFrom("newest").select([
        sql<string>`id collate "C"`.as("id"),
        sql<number>`at::double precision`.as("at"),
        scoreOf(terms).as("score"),
        sql<boolean>`count(*) over () = ${limit}`.as("isFull"),
        sql<number>`min(at) over ()::double precision`.as("oldest"),
        sql<number>`max(at) over ()::double precision`.as("latest"),
      ]))
    .selectFrom("ranked").selectAll()
    // The oldest moment of a full window can have more matches, unless it is all there is.
    .where(sql<boolean>`(${isStretch} or not "isFull" or at > oldest or oldest = latest)`)
    .$if(
      after !== undefined,
      (query) =>
        query.where(sql<boolean>`(score, at, id) < (${after?.score}, ${after?.at}, ${after?.id})`),
    )
    .orderBy("score", "desc").orderBy("at", "desc").orderBy("id", "desc")
    .limit(size + 1)
    .execute();
  if (rows.length === 0) return { hits: [], hasMore: false };
  const [{ isFull, oldest, latest }] = rows;
  return {
    hits: rows.slice(0, size).map(({ id, at, score }) => ({ id, at, score })),
    hasMore: rows.length > size,
    since: isStretch || !isFull ? undefined : oldest === latest ? oldest : oldest + 1,
    until: latest,
  };
}

/**
 * The request as a tsquery. GIN looks up the words of a phrase, whose order is read afterwards:
 * positions in a tsvector end at 16,383, and a body can be longer.
 */
function queryOf(owner: string, { terms, filterTokens }: Request): string {
  const wanted = [ownerToken(owner), ...filterTokens].map(quote);
  return [...wanted, ...terms.flatMap(lexemesOf)].join(" & ");
}

function lexemesOf(term: Term): string[] {
  return term.tokens.map((token, n) => {
    if (!term.isPrefix || n < term.tokens.length - 1) return quote(token);
    const beginning = prefixToken(term);
    return beginning ? quote(beginning) : `${quote(token)}:*`;
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
