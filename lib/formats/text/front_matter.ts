import { parse as parseToml, TomlDate } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { FORMAT_LIMITS } from "../limits.ts";

/** What stands before a Markdown text, and the text. */
export interface FrontMatter {
  /** By its names as they are; empty without front matter. */
  values: Record<string, unknown>;
  content: string;
  /** Why it could not be read, if there is some. It is still in the content then. */
  problem?: string;
}

interface Language {
  name: string;
  /** The block at the beginning of a text, with what is to be read as its first group. */
  block: RegExp;
  read(source: string): unknown;
}

/** As Obsidian, Hugo and Zola write it. Dates stay texts, as they were written. */
const LANGUAGES: readonly Language[] = [
  {
    name: "YAML",
    block: /^---[ \t]*\r?\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/,
    // The core schema has no type of dates, and a limit on aliases keeps bombs small.
    read: (source) => parseYaml(source, { schema: "core", maxAliasCount: 50, logLevel: "error" }),
  },
  {
    name: "TOML",
    block: /^\+\+\+[ \t]*\r?\n([\s\S]*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|$)/,
    read: (source) => withoutDates(parseToml(source)),
  },
  {
    name: "JSON",
    block: /^(\{[ \t]*\r?\n[ \t]*"[\s\S]*?\n\})[ \t]*(?:\r?\n|$)/,
    read: (source) => JSON.parse(source),
  },
];

/** Takes the front matter off a Markdown text. */
export function takeFrontMatter(text: string): FrontMatter {
  const whole = { values: {}, content: text };
  const head = text.slice(0, FORMAT_LIMITS.frontMatter);
  for (const { name, block, read } of LANGUAGES) {
    const [all, source] = block.exec(head) ?? [];
    if (all === undefined) continue;
    const content = text.slice(all.length).replace(/^(?:[ \t]*\r?\n)+/, "");
    try {
      const values = read(source);
      if (values === null) return { values: {}, content };
      return isRecord(values) ? { values, content } : whole;
    } catch {
      return { ...whole, problem: `Its front matter is not ${name}, and stays in the text` };
    }
  }
  return whole;
}

/** TOML has times of its own; one without an offset has to stay without. */
function withoutDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutDates);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withoutDates(each)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
