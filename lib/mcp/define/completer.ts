import { withoutInvisible } from "../../invisible.ts";
import type { RequestContext } from "./request_context.ts";

/** Returns what an argument can be whose value starts out as `text`, the likeliest first. */
export type Completer = (context: RequestContext, text: string) => Promise<string[]>;

/** A client gets no more values than this (MCP, Completion). */
export const MAX_VALUES = 100;

/** Whether `candidate` has `text` in it, without regard to case and accents. */
export function has(candidate: string, text: string): boolean {
  return plain(candidate).includes(plain(text));
}

function plain(text: string): string {
  return withoutInvisible(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those of `candidates` that have `text` in them, each once, those that start with it first. */
export function matching(candidates: Iterable<string>, text: string): string[] {
  const found = [...new Set(candidates)].filter((candidate) => has(candidate, text));
  const starts = (candidate: string) => plain(candidate).startsWith(plain(text));
  return [...found.filter(starts), ...found.filter((candidate) => !starts(candidate))];
}
