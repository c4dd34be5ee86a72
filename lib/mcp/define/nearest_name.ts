/** Longer names than this are none of ours, and comparing takes the square of the length. */
const MAX_CHARACTERS = 60;

/**
 * Returns the one of `names` that `name` was probably meant to be: another spelling of it
 * (`occurred_at`), a part of it (`entry_id`), or one with a few letters wrong; undefined if it is
 * like none of them.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  if (name.length > MAX_CHARACTERS) return undefined;
  const plain = plainName(name);
  const near = names
    .map((candidate) => ({ candidate, steps: stepsBetween(plain, plainName(candidate)) }))
    .filter(({ candidate, steps }) =>
      steps <= Math.ceil(candidate.length / 4) || isPart(plainName(candidate), plain)
    );
  return near.sort((a, b) => a.steps - b.steps).at(0)?.candidate;
}

/** A name without what is a matter of style: `tool_call_id`, `toolCallId` and `tool-call-id`. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

function isPart(one: string, other: string): boolean {
  return one.length > 1 && (other.startsWith(one) || other.endsWith(one));
}

/** How many letters must be put in, taken out or replaced (Levenshtein). */
function stepsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}
