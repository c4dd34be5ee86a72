import assert from "node:assert/strict";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { TOOLS } from "../../../lib/mcp/mod.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/** Fails unless a structured result is what its tool has promised to clients. */
export function assertKeepsPromise(name: string, structured: unknown): void {
  const tool = TOOLS.find((tool) => tool.name === name);
  if (!tool || structured === undefined) return;
  assert(tool.outputSchema, `${name} promises no data`);
  const validate = validators.get(name) ?? ajv.compile(tool.outputSchema);
  validators.set(name, validate);
  const isKept = validate(structured);
  assert(isKept, `${name} breaks its output schema: ${ajv.errorsText(validate.errors)}`);
}
