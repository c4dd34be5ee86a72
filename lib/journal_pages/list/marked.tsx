import { withoutMarks } from "../text/plain_line.ts";

/** A match in a snippet. An asterisk of the text itself can stand before or after its own. */
const MATCH = /\*\*(?!\*)(.+?)\*\*/gsu;

/** A snippet of a search, in which each match is between `**`, with the matches marked. */
export function MarkedSnippet({ snippet }: { snippet: string }) {
  // Every other part is a match.
  const parts = snippet.split(MATCH).map((part, n, { length }) => {
    if (n % 2 === 1) return part;
    const start = n === 0 ? part : part.replace(/^[*_~`]+/, "");
    return withoutMarks(n === length - 1 ? start : start.replace(/[*_~`]+$/, ""));
  });
  return <>{parts.map((part, n) => n % 2 === 1 ? <mark key={n}>{part}</mark> : part)}</>;
}

/** A title in which the words are marked that a search was for. */
export function MarkedTitle({ title, matched }: { title: string; matched: readonly string[] }) {
  const words = new Set(matched.map(fold));
  // Every other part is a word.
  const parts = title.split(/([\p{L}\p{M}\p{N}]+)/u);
  return (
    <>
      {parts.map((part, n) => words.has(fold(part)) ? <mark key={n}>{part}</mark> : part)}
    </>
  );
}

function fold(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
