import type { z } from "zod";

/*
 * What zod does when it parses what a tool answers, for the few kinds of schemas that nearly all of
 * that is made of: a page of entries takes a third of the time. Whatever else there is, zod does.
 */

/** Makes of a value what its schema declares of it, or throws NO_MATCH. */
type Take = (value: unknown) => unknown;

/** The value is not as it looks to be here: zod decides, and says what is wrong. */
const NO_MATCH = new Error("No match");

type Definition = z.core.$ZodTypes["_zod"]["def"];

const taking = new WeakMap<z.ZodType, Take>();

/**
 * Returns what `schema.parse(value)` returns, as far as JSON can tell: what the schema declares of
 * `value`, and nothing else.
 *
 * @throws {z.ZodError} if `value` is not of the schema
 */
export function declaredPart<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const known = taking.get(schema);
  const take = known ?? takerOf(schema);
  if (take !== known) taking.set(schema, take);
  try {
    return take(value) as Output;
  } catch (error) {
    if (error !== NO_MATCH) throw error;
    return schema.parse(value);
  }
}

function takerOf(schema: z.core.$ZodType): Take {
  const definition = (schema as z.core.$ZodTypes)._zod.def;
  // What a schema checks beside the type is rare in answers.
  const isPlain = (definition.checks ?? []).length === 0;
  return (isPlain ? plainTaker(definition) : undefined) ?? parsing(schema as z.ZodType);
}

function parsing(schema: z.ZodType): Take {
  return (value) => {
    const { success, data } = schema.safeParse(value);
    if (!success) throw NO_MATCH;
    return data;
  };
}

function plainTaker(definition: Definition): Take | undefined {
  switch (definition.type) {
    case "object":
      return definition.catchall ? undefined : objectTaker(definition.shape);
    case "array":
      return arrayTaker(takerOf(definition.element));
    case "optional":
      return optionalTaker(takerOf(definition.innerType));
    case "pipe":
      return pipeTaker(definition);
    case "string":
      return "format" in definition ? undefined : checked((value) => typeof value === "string");
    case "number":
      return numberTaker(definition);
    case "boolean":
      return checked((value) => typeof value === "boolean");
    case "literal":
      return checked((value) => definition.values.includes(value as never));
    default:
      return undefined;
  }
}

function checked(isMatch: (value: unknown) => boolean): Take {
  return (value) => {
    if (!isMatch(value)) throw NO_MATCH;
    return value;
  };
}

function numberTaker(definition: z.core.$ZodNumberDef & { format?: string }): Take | undefined {
  if (definition.format === "safeint") return checked(Number.isSafeInteger);
  return definition.format === undefined ? checked(Number.isFinite) : undefined;
}

function objectTaker(shape: z.core.$ZodShape): Take {
  const parts = Object.entries(shape).map(([name, schema]) => ({ name, take: takerOf(schema) }));
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw NO_MATCH;
    const taken: Record<string, unknown> = {};
    for (const { name, take } of parts) {
      const part = take((value as Record<string, unknown>)[name]);
      if (part !== undefined) taken[name] = part;
    }
    return taken;
  };
}

function arrayTaker(take: Take): Take {
  return (value) => {
    if (!Array.isArray(value)) throw NO_MATCH;
    return value.map((element) => take(element));
  };
}

function optionalTaker(take: Take): Take {
  return (value) => value === undefined ? undefined : take(value);
}

/** Of a pipe with a transformation, such as that of a time into a text of ISO 8601. */
function pipeTaker({ in: first, out: second }: z.core.$ZodPipeDef): Take {
  const [before, after] = [takerOrTransform(first), takerOrTransform(second)];
  return (value) => after(before(value));
}

function takerOrTransform(schema: z.core.$ZodType): Take {
  const definition = (schema as z.core.$ZodTypes)._zod.def;
  // One that says what is wrong itself takes a second argument.
  const isSimple = definition.type === "transform" && definition.transform.length < 2;
  return isSimple ? definition.transform as Take : takerOf(schema);
}
