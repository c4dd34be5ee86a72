import { diffLines, diffWordsWithSpace } from "diff";

/** A run of lines of two texts, as it changed. */
export type Change =
  | { kind: "same"; text: string }
  /** Lines that are the same and not shown. */
  | { kind: "gap"; lines: number }
  | { kind: "changed"; parts: Part[] };

/** A passage that both texts have, or only one of them. */
export interface Part {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Unchanged lines around a change, which show where it is. */
const CONTEXT_LINES = 2;

/** What comparing may cost altogether: beyond it, lines are shown as all removed and all added. */
const MAX_MS = 100;
const MAX_WORDS_UNITS = 30_000;

/** How a text became another one: line by line, and within lines that changed word by word. */
export function changesBetween(before: string, after: string): Change[] {
  const until = performance.now() + MAX_MS;
  const lines = diffLines(before, after, { timeout: MAX_MS }) ??
    [{ value: before, removed: true, added: false }, { value: after, added: true, removed: false }];
  const changes: Change[] = [];
  for (let n = 0; n < lines.length; n++) {
    const { value, removed, added } = lines[n];
    if (!removed && !added) {
      changes.push(...shorten(value, { isFirst: n === 0, isLast: n === lines.length - 1 }));
      continue;
    }
    const next = lines[n + 1];
    if (removed && next?.added) {
      changes.push({ kind: "changed", parts: partsOf(value, next.value, until) });
      n++;
    } else changes.push({ kind: "changed", parts: [{ kind: kindOf(lines[n]), text: value }] });
  }
  return changes;
}

function partsOf(before: string, after: string, until: number): Part[] {
  const timeout = until - performance.now();
  const isShort = timeout > 0 && before.length + after.length <= MAX_WORDS_UNITS;
  const words = isShort ? diffWordsWithSpace(before, after, { timeout }) : undefined;
  return words?.map((part) => ({ kind: kindOf(part), text: part.value })) ??
    [{ kind: "removed", text: before }, { kind: "added", text: after }];
}

function kindOf({ removed, added }: { removed: boolean; added: boolean }): Part["kind"] {
  return removed ? "removed" : added ? "added" : "same";
}

/** Of lines that are the same, those next to a change. */
function shorten(
  text: string,
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): Change[] {
  const lines = text.split(/(?<=\n)/);
  const [head, tail] = [isFirst ? 0 : CONTEXT_LINES, isLast ? 0 : CONTEXT_LINES];
  const left = lines.length - head - tail;
  if (left <= 1) return [{ kind: "same", text }];
  const part = (some: string[]): Change[] =>
    some.length === 0 ? [] : [{ kind: "same", text: some.join("") }];
  return [
    ...part(lines.slice(0, head)),
    { kind: "gap", lines: left },
    ...part(lines.slice(lines.length - tail)),
  ];
}
