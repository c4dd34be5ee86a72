/** A snippet of a search, in which each match is between `**`, with the matches marked. */
export function MarkedSnippet({ snippet }: { snippet: string }) {
  return (
    <>
      {snippet.split("**").map((part, n) => n % 2 === 1 ? <mark key={n}>{part}</mark> : part)}
    </>
  );
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
