import { hostileText, hostileValue } from "./hostile.ts";
import type { Random } from "./random.ts";

/** Returns `value` changed in one place or a few, at any depth. */
export function mutate(value: unknown, random: Random): unknown {
  const rounds = 1 + random.below(3);
  let changed = value;
  for (let round = 0; round < rounds; round++) changed = mutateOnce(changed, random);
  return changed;
}

function mutateOnce(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.chance(0.1)) {
    return hostileValue(random);
  }
  if (Array.isArray(value)) return mutateArray(value, random);
  return mutateObject(value as Record<string, unknown>, random);
}

function mutateArray(array: unknown[], random: Random): unknown[] {
  const index = random.below(array.length);
  switch (random.below(4)) {
    case 0:
      return array.toSpliced(index, 1);
    case 1:
      return [...array, hostileValue(random)];
    case 2:
      return Array.from({ length: random.below(150) }, () => array[index] ?? hostileValue(random));
    default:
      return array.length === 0 ? [null] : array.with(index, mutateOnce(array[index], random));
  }
}

function mutateObject(object: Record<string, unknown>, random: Random): Record<string, unknown> {
  const names = Object.keys(object);
  const name = random.pick(names.length > 0 ? names : ["x"]);
  switch (random.below(5)) {
    case 0: {
      const { [name]: _, ...rest } = object;
      return rest;
    }
    case 1:
      return { ...object, [hostileText(random)]: hostileValue(random) };
    case 2:
      return { ...object, [name]: hostileValue(random) };
    case 3:
      return { ...object, [name]: [object[name]] };
    default:
      return { ...object, [name]: mutateOnce(object[name], random) };
  }
}
