/** Marks of Markdown, each with what is left of it. None can go on for ever. */
const MARKS: readonly [RegExp, string][] = [
  [/!?\[([^[\]\n]{0,300})\]\((?:[^()\n]{0,1000})\)/g, "$1"],
  [/\[\^[^\]\s]{1,40}\]/g, ""],
  [/(^|\s)(?:#{1,6}|>|[-*+] \[[ xX]\]|-{3,})(?=\s)/g, "$1"],
  [/(\*\*|__|~~|`)(?=\S)|(?<=\S)(\*\*|__|~~|`)/g, ""],
  [/(?<=^|\s)[*_](?=\S)|(?<=\S)[*_](?=$|[\s.,;:!?)])/g, ""],
];

/** A line of an entry as it reads: without the marks of Markdown, as far as they are plain to see. */
export function plainLine(line: string): string {
  return MARKS.reduce((text, [mark, left]) => text.replace(mark, left), line)
    .replace(/\s+/g, " ").trim();
}
