/** Marks of a text of Lexical, by their bits: bold, italic, struck out, code. */
const MARKS: readonly (readonly [bit: number, mark: string])[] = [
  [16, "`"],
  [1, "**"],
  [2, "*"],
  [4, "~~"],
];

interface Node {
  type?: unknown;
  children?: unknown;
  [name: string]: unknown;
}

const BLOCKS = new Set([
  "paragraph",
  "heading",
  "quote",
  "code",
  "list",
  "table",
  "horizontalrule",
]);

/** How deep it may be; documents are read no deeper. */
const MAX_DEPTH = 100;

/** Returns the Markdown of a document of the Lexical editor; undefined if it is none. */
export function lexicalToMarkdown(document: unknown): string | undefined {
  const root = (document as { root?: unknown } | undefined)?.root;
  return isNode(root) ? blocksOf(root, 0).join("\n\n").trim() : undefined;
}

/** Blocks of Markdown, without the blank lines between. */
function blocksOf(node: Node, depth: number): string[] {
  const children = childrenOf(node, depth);
  switch (node.type) {
    case "heading":
      return [`${"#".repeat(Number(String(node.tag).slice(1)) || 1)} ${inline(children, depth)}`];
    case "quote":
      return [inline(children, depth).replaceAll(/^/gm, "> ")];
    case "code":
      return [`\`\`\`${node.language ?? ""}\n${inline(children, depth)}\n\`\`\``];
    case "list":
      return [itemsOf(node, depth).join("\n")];
    case "horizontalrule":
      return ["---"];
    case "table":
      return [children.map((row) => rowOf(row, depth)).join("\n")];
    default:
      // What only holds blocks, and what nobody here knows.
      return children.some(({ type }) => BLOCKS.has(String(type)))
        ? children.flatMap((child) => blocksOf(child, depth + 1))
        : [inline(node.type === "text" ? [node] : children, depth)].filter((text) => text !== "");
  }
}

function itemsOf(list: Node, depth: number): string[] {
  return childrenOf(list, depth).flatMap((item, n) => {
    const children = childrenOf(item, depth + 1);
    const inner = children.filter(({ type }) => type === "list")
      .flatMap((each) => itemsOf(each, depth + 2)).map((line) => `  ${line}`);
    const words = inline(children.filter(({ type }) => type !== "list"), depth + 1);
    const mark = list.listType === "number" ? `${Number(item.value) || n + 1}. ` : "- ";
    const task = list.listType === "check" ? `[${item.checked ? "x" : " "}] ` : "";
    return words === "" ? inner : [mark + task + words, ...inner];
  });
}

function rowOf(row: Node, depth: number): string {
  const cells = childrenOf(row, depth + 1).map((cell) => blocksOf(cell, depth + 2).join(" "));
  return `| ${cells.join(" | ")} |`;
}

function inline(nodes: readonly Node[], depth: number): string {
  return nodes.map((node) => {
    if (node.type === "linebreak") return "\n";
    if (typeof node.text === "string") return marked(node.text, Number(node.format) || 0);
    const words = inline(childrenOf(node, depth), depth + 1);
    return typeof node.url === "string" ? `[${words}](${node.url})` : words;
  }).join("");
}

function marked(text: string, format: number): string {
  const words = text.trim();
  if (words === "") return text;
  const whole = MARKS.reduce(
    (marked, [bit, mark]) => format & bit ? mark + marked + mark : marked,
    words,
  );
  return text.replace(words, () => whole);
}

function childrenOf({ children }: Node, depth: number): Node[] {
  return depth < MAX_DEPTH && Array.isArray(children) ? children.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
