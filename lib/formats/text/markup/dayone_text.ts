/**
 * The Markdown of Day One without the backslashes that say nothing: it escapes full stops, hyphens,
 * brackets and more wherever they stand. Those that keep a line from turning into a list, a heading,
 * a quotation or a link stay, and so do those inside a block of code.
 */
export function unescapeDayOne(text: string): string {
  let isCode = false;
  return text.split("\n").map((line) => {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    return isCode ? line : unescapeLine(line);
  }).join("\n");
}

function unescapeLine(line: string): string {
  const start = /^\s*/.exec(line)![0].length;
  const afterNumber = start + /^\d*/.exec(line.slice(start))![0].length;
  return line.replaceAll(/\\([.!()\-+#>{}])/g, (escaped, mark: string, at: number) => {
    const startsBlock = at === start && "-+#>".includes(mark) ||
      at === afterNumber && afterNumber > start && ".)".includes(mark) &&
        (line[at + 2] ?? " ").trim() === "";
    const makesLink = mark === "(" && line[at - 1] === "]" || mark === "!" && line[at + 2] === "[";
    const isEscapedItself = line[at - 1] === "\\";
    return startsBlock || makesLink || isEscapedItself ? escaped : mark;
  });
}
