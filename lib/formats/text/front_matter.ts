import { parse } from "yaml";
import { FORMAT_LIMITS } from "../limits.ts";

/** What stands before a Markdown text, and the text. */
export interface FrontMatter {
  /** By its names as they are; empty without front matter. */
  values: Record<string, unknown>;
  content: string;
  /** Why it could not be read, if there is some. It is still in the content then. */
  problem?: string;
}

const YAML = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** Takes the front matter (YAML) off a Markdown text. Dates stay texts, as they were written. */
export function takeFrontMatter(text: string): FrontMatter {
  const whole = { values: {}, content: text };
  if (!text.startsWith("---")) return whole;
  const [block, source] = YAML.exec(text.slice(0, FORMAT_LIMITS.frontMatter)) ?? [];
  if (block === undefined) return whole;
  const content = text.slice(block.length).replace(/^(?:[ \t]*\r?\n)+/, "");
  try {
    // The core schema has no type of dates, and a limit on aliases keeps bombs small.
    const values = parse(source, { schema: "core", maxAliasCount: 50, logLevel: "error" });
    if (values === null) return { values: {}, content };
    return isRecord(values) ? { values, content } : whole;
  } catch {
    return { ...whole, problem: "Its front matter is not YAML, and stays in the text" };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
