import { diff3Merge } from "node-diff3";
import type { FormValues } from "../form/form_values.ts";
import { areSame } from "./save_form.ts";

/** What a form began from, what the entry says now, and what the form says. */
export interface Three<T> {
  base: T;
  theirs: T;
  mine: T;
}

/**
 * The form as it is on top of what others have changed meanwhile: each field that the person has not
 * touched says what the entry says now, and all others what the person has written.
 */
export function onTopOf({ base, theirs, mine }: Three<FormValues>): FormValues {
  const pick = (name: keyof FormValues) => areSame(mine[name], base[name]) ? theirs : mine;
  const names = Object.keys(mine) as (keyof FormValues)[];
  const values = Object.fromEntries(names.map((name) => [name, pick(name)[name]]));
  // A day and its time belong together.
  const { day, time, offset } = names.filter((name) => ["day", "time", "offset"].includes(name))
      .every((name) => areSame(mine[name], base[name]))
    ? theirs
    : mine;
  return { ...mine, ...values, day, time, offset };
}

/** Comparing looks at every pair of same lines: so many take a fifth of a second. */
const MAX_PAIRS = 200_000;

/**
 * Returns a text with the changes of both, line by line; where both have changed the same lines, it
 * has theirs and then mine, so that nothing is lost. `undefined` where that would take long.
 */
export function bothTexts({ base, theirs, mine }: Three<string>): string | undefined {
  const [old, one, other] = [base, theirs, mine].map((text) => text.split("\n"));
  if (pairsOf(old, one) + pairsOf(old, other) > MAX_PAIRS) return undefined;
  return diff3Merge(one, old, other, { excludeFalseConflicts: true })
    .flatMap(({ ok, conflict }) => ok ?? [...conflict?.a ?? [], ...conflict?.b ?? []])
    .join("\n");
}

/** How many pairs of same lines two texts have. */
function pairsOf(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
  return other.reduce((pairs, line) => pairs + (counts.get(line) ?? 0), 0);
}
