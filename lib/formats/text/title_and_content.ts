import { shorten } from "./shorten.ts";
import { firstLineOf } from "./title.ts";

/**
 * The title and the rest of a text that has none of its own: the first line with words is it. A
 * heading leaves the text, anything else stays where it was. Without words, the title is what `dayOf` returns.
 *
 * @param limit how many characters a title may have
 */
export function titleAndContent(
  text: string,
  { dayOf, limit }: { dayOf: () => string; limit: number },
): { title: string; content: string } {
  const first = firstLineOf(text);
  if (first === undefined) return { title: dayOf(), content: text };
  const title = shorten(first.title, limit);
  if (!first.isHeading || title !== first.title) return { title, content: text };
  const rest = text.split("\n").toSpliced(first.at, 1).join("\n").replace(/^\n+/, "");
  return { title, content: rest.trim() === "" ? text : rest };
}
