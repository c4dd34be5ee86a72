import { isBlank } from "../../invisible.ts";

/** `text` in no more than `limit` characters, with an ellipsis where something is missing. */
export function shorten(text: string, limit: number): string {
  const start = text.slice(0, 2 * limit);
  if (start.length === text.length && [...text].length <= limit) return text;
  return `${[...start].slice(0, limit - 1).join("").trimEnd()}…`;
}

/** The parts that say something, each once, in one line; undefined if none does. */
export function label(parts: (string | undefined)[], limit: number): string | undefined {
  const distinct = new Set(parts.flatMap((part = "") => isBlank(part) ? [] : part.trim()));
  return distinct.size > 0 ? shorten([...distinct].join(", "), limit) : undefined;
}
