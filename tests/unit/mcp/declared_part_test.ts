import assert from "node:assert/strict";
import { z } from "zod";
import { declaredPart } from "../../../lib/mcp/define/declared_part.ts";
import type { Tool } from "../../../lib/mcp/define/tool.ts";
import { TOOLS } from "../../../lib/mcp/tools/mod.ts";

type Schema = z.core.$ZodTypes;

Deno.test("what leaves of each tool's answer is what zod makes of it", () => {
  for (const { name, output } of TOOLS as readonly Tool[]) {
    if (output === undefined) continue;
    for (const isFull of [true, false]) {
      const value = sample(output as unknown as Schema, isFull);
      const wanted: string = JSON.stringify(output.parse(value));
      assert.equal(JSON.stringify(declaredPart(output, value)), wanted, name);
      assert(!wanted.includes("undeclared"), name);
    }
  }
});

Deno.test("what is not of the schema of a tool is refused as zod refuses it", () => {
  for (const { name, output } of TOOLS) {
    if (output === undefined) continue;
    const value = sample(output as unknown as Schema, true);
    for (const path of placesIn(value)) {
      for (
        const wrong of [undefined, null, NaN, 1.5, "text", true, [], {}]
      ) {
        const changed = withAt(value, { path, part: wrong });
        const wanted = outcome(() => output.parse(changed));
        assert.equal(outcome(() => declaredPart(output, changed)), wanted, `${name} ${path}`);
      }
    }
  }
});

Deno.test("a check that a schema makes beside its type counts", () => {
  const schema = z.object({
    short: z.string().max(3),
    even: z.number().refine((value) => value % 2 === 0),
    both: z.object({ a: z.string() }).refine(({ a }) => a === "a"),
    at: z.iso.datetime(),
    named: z.record(z.string(), z.object({ a: z.string() })),
  });
  const right = { short: "abc", even: 2, both: { a: "a" }, at: "2026-05-17T12:00:00Z", named: {} };
  assert.deepEqual(declaredPart(schema, { ...right, named: { x: { a: "a", b: 1 } } }), {
    ...right,
    named: { x: { a: "a" } },
  });
  const wrongs = [{ short: "abcd" }, { even: 1 }, { both: { a: "b" } }, { at: "today" }];
  for (const wrong of wrongs) {
    assert.throws(() => declaredPart(schema, { ...right, ...wrong }), { name: "ZodError" });
  }
});

/** A value of the schema, with something undeclared in each object, with all optional parts or none. */
function sample(schema: Schema, isFull: boolean): unknown {
  const definition = schema._zod.def;
  const inner = (part: z.core.$ZodType) => sample(part as Schema, isFull);
  switch (definition.type) {
    case "object": {
      const parts = Object.entries(definition.shape)
        .filter(([, part]) => isFull || (part as Schema)._zod.def.type !== "optional")
        .map(([name, part]) => [name, inner(part)]);
      return { undeclared: "undeclared", ...Object.fromEntries(parts) };
    }
    case "array":
      return [inner(definition.element), inner(definition.element)];
    case "record":
      return { some: inner(definition.valueType) };
    case "optional":
      return inner(definition.innerType);
    case "pipe":
      return inner(definition.in);
    case "string":
      return "format" in definition ? "2026-05-17T12:00:00Z" : "text";
    case "number":
      return 1_779_019_200_000;
    case "boolean":
      return true;
    case "literal":
      return definition.values[0];
    case "enum":
      return Object.values(definition.entries)[0];
    default:
      throw new Error(`Say what a value of ${definition.type} is`);
  }
}

type Path = readonly (string | number)[];

/** Where a value has parts. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const parts = Object.entries(value).map(([name, part]) =>
    placesIn(part, [...path, Array.isArray(value) ? Number(name) : name])
  );
  return [path, ...parts.flat()];
}

function withAt(value: unknown, { path, part }: { path: Path; part: unknown }): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  const copy = Array.isArray(value) ? [...value] : { ...value as object };
  const at = copy as Record<string | number, unknown>;
  at[name] = withAt(at[name], { path: rest, part });
  return copy;
}

/** What comes of it, as far as JSON and the message of an error can tell. */
function outcome(work: () => unknown): string | undefined {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return String(error);
  }
}
