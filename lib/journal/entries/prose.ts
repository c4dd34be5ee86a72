const WORDS = new Intl.Segmenter("und", { granularity: "word" });
const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });

const EXCERPT_UNITS = 200;

/** What stands between spaces and is one word without a doubt; the segmenter takes far longer. */
const PLAIN_WORDS = /(?<=^|[ \t\r\n])[("]?[A-Za-z0-9]+[.,;:!?")]*(?=[ \t\r\n]|$)/g;

/** The same of a whole text. It remembers each word until its end, so it is for short texts. */
const SHORT_TEXT = 20_000;
const ONLY_PLAIN_WORDS =
  /^(?:[ \t\r\n]+|(?<=^|[ \t\r\n])[("]?[A-Za-z0-9]+[.,;:!?")]*(?=[ \t\r\n]|$))*$/;
const SPACED = /[^ \t\r\n]+/g;

/** A Markdown link to a photo. Neither part can go on for ever, so neither takes long to look for. */
const PHOTO_LINK = /!\[([^[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g;

/** `text` as people read it: of a link to a photo there is what it is called, and no address. */
export function withoutPhotoLinks(text: string): string {
  return text.includes("](") ? text.replace(PHOTO_LINK, "$1") : text;
}

/**
 * The number of words, also of scripts that put no spaces between them. A link to a photo has the
 * words that the photo is called by.
 */
export function countWords(text: string): number {
  const plain = withoutPhotoLinks(text);
  // A text of nothing else is told at once: an import counts the words of each entry.
  if (plain.length <= SHORT_TEXT && ONLY_PLAIN_WORDS.test(plain)) {
    return plain.match(SPACED)?.length ?? 0;
  }
  let count = 0;
  const others = plain.replace(PLAIN_WORDS, () => {
    count++;
    return "";
  });
  for (const { isWordLike } of WORDS.segment(others)) if (isWordLike) count++;
  return count;
}

/**
 * The first words of `text` on one line: at most 200 UTF-16 units, with an ellipsis where something
 * is missing. It never tears a word, or only where one word fills the line, nor a grapheme. Links to
 * photos are left out.
 */
export function excerptOf(text: string): string {
  let line = "";
  for (const [word] of withoutPhotoLinks(text).matchAll(/\S+/gu)) {
    line += line === "" ? word : ` ${word}`;
    if (line.length > EXCERPT_UNITS) return shorten(line);
  }
  return line;
}

function shorten(line: string): string {
  const end = lastBoundary(WORDS, line) || lastBoundary(GRAPHEMES, line) || EXCERPT_UNITS - 1;
  return `${line.slice(0, end).trimEnd().toWellFormed()}…`;
}

/** Where the last segment ends that leaves room for the ellipsis; 0 if not even one does. */
function lastBoundary(segmenter: Intl.Segmenter, line: string): number {
  const near = line.slice(0, 2 * EXCERPT_UNITS);
  return segmenter.segment(near).containing(EXCERPT_UNITS - 1)?.index ?? 0;
}
