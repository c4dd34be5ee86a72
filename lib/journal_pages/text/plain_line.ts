/** Marks of Markdown, each with what is left of it. None can go on for ever. */
const MARKS: readonly [RegExp, string][] = [
  [/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,1000}\)/g, "$1"],
  [/\[\^[^\]\s]{1,40}\]/g, ""],
  [/^>(?=\s)|(?<=^|\s)(?:#{1,6}|[-*+] \[[ xX]\]|-{3,})(?=\s)/g, ""],
  [/(?:\*\*|__|~~|`)(?=\S)|(?<=\S)(?:\*\*|__|~~|`)/g, ""],
  [/(?<=^|\s)[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?=$|[\s.,;:!?)])/g, ""],
];

/** A text without the marks of Markdown, as far as they are plain to see. */
export function withoutMarks(text: string): string {
  return MARKS.reduce((text, [mark, left]) => text.replace(mark, left), text);
}

/** A line of an entry as it reads. */
export function plainLine(line: string): string {
  return withoutMarks(line).replace(/\s+/g, " ").trim();
}
