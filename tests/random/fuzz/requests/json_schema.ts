import { hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";

/** As much of JSON Schema as the tools use. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

const WORDS = ["Rain", "A walk by the lake", "mood", "Über uns 🎉", "x", "Work"];

/** Returns a value that fits `schema`, or nearly; `ids` are known ids of entries and tags. */
export function sample(schema: JsonSchema, random: Random, ids: readonly string[]): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return sample(random.pick(schema.anyOf), random, ids);
  switch (schema.type) {
    case "object":
      return sampleObject(schema, random, ids);
    case "array": {
      const length = random.below(Math.min(schema.maxItems ?? 5, 5) + 1);
      return Array.from({ length }, () => sample(schema.items ?? {}, random, ids));
    }
    case "boolean":
      return random.chance(0.5);
    case "integer":
    case "number": {
      const { minimum = -3, maximum = 103 } = schema;
      return minimum + random.below(maximum - minimum + 1);
    }
    case "null":
      return null;
    default:
      return sampleText(schema, random, ids);
  }
}

function sampleObject(schema: JsonSchema, random: Random, ids: readonly string[]) {
  const { properties = {}, required = [] } = schema;
  const names = Object.keys(properties).filter((name) =>
    required.includes(name) || random.chance(0.4)
  );
  return Object.fromEntries(names.map((name) => [name, sample(properties[name], random, ids)]));
}

function sampleText(schema: JsonSchema, random: Random, ids: readonly string[]): string {
  if (/\bids?\b/i.test(schema.description ?? "") && random.chance(0.8)) return random.pick(ids);
  if (schema.format?.startsWith("date")) {
    const date = new Date(Date.UTC(2020 + random.below(10), random.below(12), random.below(31)));
    return schema.format === "date" ? date.toISOString().slice(0, 10) : date.toISOString();
  }
  if (random.chance(0.3)) return hostileText(random);
  const text = `${random.pick(WORDS)} ${random.below(1_000)}`;
  return schema.maxLength ? text.slice(0, schema.maxLength) : text;
}
