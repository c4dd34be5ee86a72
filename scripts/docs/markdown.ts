/** A Markdown table; `deno fmt` aligns it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Whether two documents are the same but for their formatting. */
export function sameWords(one: string, other: string): boolean {
  const words = (text: string) =>
    text.replace(/-{3,}/g, "---").replace(/\\([*_])/g, "$1").replace(/\s+/g, " ").trim();
  return words(one) === words(other);
}
