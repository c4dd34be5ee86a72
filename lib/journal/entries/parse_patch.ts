import { type FieldsPatch, parseFields } from "../entry_fields.ts";
import { parseContent } from "../parse.ts";
import { type NewBody, storeBody } from "../store/body.ts";
import type { StoredEntry } from "../store/stored.ts";
import { countWords, excerptOf } from "./prose.ts";

/** The parts of a stored entry that change; null where one is cleared. */
export type StoredPatch = { [K in keyof StoredEntry]?: StoredEntry[K] | null };

/** A patch as it is stored: its fields, what follows from the content, and the body if it is new. */
export interface ParsedPatch {
  fields: StoredPatch;
  body?: NewBody;
}

/** Checks what is given in a patch against every limit; throws InvalidError or LimitError. */
export function parsePatch(patch: FieldsPatch & { content?: string }): ParsedPatch {
  const fields: StoredPatch = parseFields(patch);
  if (patch.content === undefined) return { fields };
  const content = parseNewContent(patch.content);
  return { fields: { ...fields, ...content.fields }, body: content.body };
}

/** Checks a content and returns its body with what follows from it; throws as `parsePatch` does. */
export function parseNewContent(content: string): Required<ParsedPatch> {
  const text = parseContent(content);
  const { fields, body } = storeBody(text);
  return { fields: { wordCount: countWords(text), excerpt: excerptOf(text), ...fields }, body };
}
