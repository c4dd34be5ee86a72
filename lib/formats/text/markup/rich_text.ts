import { z } from "zod";
import { parseJson } from "../parse_json.ts";

const flag = z.boolean().nullish().catch(undefined);
const level = z.number().int().min(0).max(6).nullish().catch(undefined);

const attributes = z.object({
  ...{ bold: flag, italic: flag, strikethrough: flag, inlineCode: flag },
  linkURL: z.string().nullish().catch(undefined),
  line: z.object({
    ...{ header: level, indentLevel: level, checked: flag, quote: flag, codeBlock: flag },
    listStyle: z.string().nullish().catch(undefined),
    listIndex: z.number().int().nullish().catch(undefined),
  }).nullish().catch(undefined),
}).nullish().catch(undefined);

const richText = z.object({
  contents: z.array(z.object({ text: z.string().catch(""), attributes }).catch({ text: "" })),
});

type Attributes = NonNullable<z.infer<typeof attributes>>;

/**
 * Returns the Markdown of Day One's rich text, which is JSON, mostly in a string; an empty text for
 * anything else. Photos and other objects are not in it.
 */
export function richTextToMarkdown(value: unknown): string {
  const { success, data } = richText.safeParse(
    typeof value === "string" ? parseJson(value) : value,
  );
  if (!success) return "";
  const lines: { text: string; of?: Attributes["line"] }[] = [{ text: "" }];
  for (const { text, attributes } of data.contents) {
    for (const [n, part] of text.split("\n").entries()) {
      if (n > 0) lines.push({ text: "" });
      const line = lines.at(-1)!;
      line.of ??= part === "" ? undefined : attributes?.line;
      line.text += attributes && !line.of?.codeBlock ? marked(part, attributes) : part;
    }
  }
  return lines.map(({ text, of }) => text === "" ? "" : `${prefixOf(of)}${text}`).join("\n").trim();
}

/** The marks go to the words and not to the space around them. */
function marked(text: string, { bold, italic, strikethrough, inlineCode, linkURL }: Attributes) {
  const words = text.trim();
  if (words === "") return text;
  const mark = `${strikethrough ? "~~" : ""}${bold ? "**" : ""}${italic ? "*" : ""}`;
  const code = inlineCode ? `\`${words}\`` : words;
  const whole = `${mark}${code}${[...mark].reverse().join("")}`;
  return text.replace(words, () => linkURL && linkURL !== words ? `[${whole}](${linkURL})` : whole);
}

function prefixOf(line: Attributes["line"]): string {
  const { header, indentLevel, checked, quote, codeBlock, listStyle, listIndex } = line ?? {};
  if (codeBlock) return "    ";
  if (header) return `${"#".repeat(header)} `;
  if (quote) return "> ";
  if (!listStyle) return "";
  const indent = "  ".repeat(Math.max(0, (indentLevel ?? 1) - 1));
  if (listStyle === "numbered") return `${indent}${listIndex ?? 1}. `;
  return `${indent}- ${listStyle === "checkbox" ? `[${checked ? "x" : " "}] ` : ""}`;
}
