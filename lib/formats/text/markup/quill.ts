import { z } from "zod";

const flag = z.unknown().transform(Boolean);
const words = z.string().optional().catch(undefined);
const level = z.number().int().min(0).max(8).optional().catch(undefined);

const attributes = z.object({
  ...{ bold: flag, italic: flag, strike: flag, code: flag, blockquote: flag, "code-block": flag },
  ...{ link: words, list: words, header: level, indent: level },
}).partial();

type Attributes = z.infer<typeof attributes>;

const delta = z.object({
  ops: z.array(
    z.object({
      insert: z.union([z.string(), z.record(z.string(), z.unknown())]),
      attributes: attributes.nullish().catch(undefined),
    }).catch({ insert: "" }),
  ),
});

/** How lines begin that are of a list. */
const LISTS: Record<string, string> = {
  ...{ bullet: "- ", ordered: "1. ", checked: "- [x] ", unchecked: "- [ ] " },
};

/**
 * Returns the Markdown of a Quill Delta: text with attributes, where those of a line are at its end;
 * undefined for anything else.
 *
 * @param mediaOf what stands for a picture or another object, by the words that name it
 */
export function quillToMarkdown(
  value: unknown,
  mediaOf: (names: readonly string[]) => string | undefined = () => undefined,
): string | undefined {
  const { success, data } = delta.safeParse(value);
  if (!success) return undefined;
  const lines: string[] = [];
  let [line, isCode] = ["", false];
  const end = (of: Attributes) => {
    const isNext = of["code-block"] === true;
    if (isNext !== isCode) lines.push("```");
    isCode = isNext;
    lines.push(isCode ? line : `${prefixOf(of)}${line}`);
    line = "";
  };
  for (const { insert, attributes } of data.ops) {
    if (typeof insert !== "string") {
      line += mediaOf(namesIn(insert)) ?? "";
      continue;
    }
    for (const [n, part] of insert.split("\n").entries()) {
      if (n > 0) end(attributes ?? {});
      line += marked(part, attributes ?? {});
    }
  }
  if (line !== "") end({});
  if (isCode) lines.push("```");
  return lines.join("\n").trim();
}

/** An object names its file by an id, or by an address that has it. */
function namesIn(object: Record<string, unknown>): string[] {
  const texts = JSON.stringify(object).match(/(?<=")[^"\\]{1,1000}(?=")/g) ?? [];
  return texts.flatMap((text) => [text, ...text.split(/[/?#=&]/)]);
}

/** The marks go to the words and not to the space around them. */
function marked(text: string, { bold, italic, strike, code, link }: Attributes): string {
  const words = text.trim();
  if (words === "") return text;
  const mark = `${strike ? "~~" : ""}${bold ? "**" : ""}${italic ? "*" : ""}`;
  const inner = code ? `\`${words}\`` : words;
  const whole = `${mark}${inner}${[...mark].reverse().join("")}`;
  return text.replace(words, () => link && link !== words ? `[${whole}](${link})` : whole);
}

function prefixOf({ header, blockquote, list, indent = 0 }: Attributes): string {
  if (header) return `${"#".repeat(Math.min(6, header))} `;
  if (blockquote) return "> ";
  const mark = LISTS[list ?? ""] ?? "";
  return mark && `${"  ".repeat(indent)}${mark}`;
}
