import { z } from "zod";
import { ULID_PATTERN } from "../../ids.ts";
import {
  ENTRY_FIELDS,
  FIELD_NAMES,
  type FieldName,
  type OptionalFieldName,
} from "../entry_fields.ts";
import type { SourceParts } from "../store/stored.ts";
import type { DocumentFields } from "./field_values.ts";
import { PART_DIGEST, SOURCE_PARTS } from "./source_parts.ts";

/*
 * The JSON document of a journal: what an export writes and an import reads. One record a line, so
 * that any run of whole lines can be read by itself. Lengths are documented here and checked by the journal.
 */

export const FORMAT = "epicme-journal";
export const FORMAT_VERSION = 1;

/** The same on every server: a document says which schema it follows, not where it came from. */
export const SCHEMA_ID = "urn:epicme:schema:journal-export:1";

const NO_TIME = "Expected a time in UTC, such as 2026-11-23T09:30:00.000Z";
const NO_ID = "Expected a ULID";

const id = z.string().regex(ULID_PATTERN, NO_ID);
const time = z.iso.datetime(NO_TIME);
const version = z.int().min(1).max(1_000_000_000);
const client = z.string().min(1).max(2_000);

const KINDS: Record<"line" | "flag" | "time", z.ZodType> = {
  line: z.string(),
  flag: z.boolean(),
  time: time.describe("When it happened"),
};

type FieldSchemas = {
  [Name in FieldName]: Name extends OptionalFieldName
    ? z.ZodOptional<z.ZodType<NonNullable<DocumentFields[Name]>>>
    : z.ZodType<DocumentFields[Name]>;
};

/** What there is to say of a field, beside its name. */
const SCHEMAS: Partial<Record<FieldName, z.ZodType>> = {
  day: z.string().describe("The day that it had where it was written"),
  utcOffset: z.string().describe("How far clocks were ahead of UTC there; absent without a time"),
  isZoneAssumed: z.literal(true)
    .describe("Nobody said where it was written: the person's time zone was taken"),
};

const { title, ...fields } = Object.fromEntries(FIELD_NAMES.map((name) => {
  const { kind, isOptional } = ENTRY_FIELDS[name];
  const schema = SCHEMAS[name] ?? KINDS[kind];
  return [name, isOptional ? schema.optional() : schema];
})) as FieldSchemas;

const values = {
  title,
  content: z.string().optional(),
  contentBase64: z.string().optional()
    .describe("Instead of content, where JSON would blow the text up: its UTF-8 in base64"),
  ...fields,
  tags: z.array(z.object({ id, name: z.string() })),
  attachments: z.array(z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 in hexadecimal"),
    name: z.string(),
    type: z.string().optional(),
    size: z.int().optional(),
    alt: z.string().optional(),
  })).optional().describe("Files that belong to it, in their order, without their bytes"),
};

const hasText = {
  oneOf: ["content", "contentBase64"].map((name) => ({
    properties: { [name]: {} },
    required: [name],
  })),
};

const sourceParts = z.object(
  Object.fromEntries(SOURCE_PARTS.map((part) => [part, z.string().regex(PART_DIGEST).optional()])),
) as z.ZodType<SourceParts>;

const tagRecord = z.object({
  type: z.literal("tag"),
  id,
  name: z.string(),
  description: z.string().optional(),
  privateDescription: z.string().optional()
    .describe("Instead of description, for connections that see private entries"),
  createdAt: time,
  updatedAt: time,
});

const entryRecord = z.object({
  type: z.literal("entry"),
  id,
  ...values,
  createdAt: time.describe("When it was written"),
  updatedAt: time,
  version: version.describe("1 when it was written, one more with every change"),
  client: client.optional().describe("The client that wrote what it says"),
  trashedAt: time.optional().describe("Since when it is in the trash"),
  purgeAfter: time.optional().describe("When it goes from the trash for ever"),
  sourceDigest: z.string().regex(/^[\w-]{43}$/).optional()
    .describe("What it said in the other app that it came from, as a digest"),
  sourceParts: sourceParts.optional().describe("The same of each part of which that spoke"),
}).meta(hasText);

const revisionRecord = z.object({
  type: z.literal("revision"),
  id,
  entryId: id,
  version: version.describe("The version that the entry had until then"),
  ...values,
  savedAt: time.describe("When it was replaced"),
  client: client.optional().describe("The client that had written it"),
  replacedBy: client.optional().describe("The client that replaced it"),
}).meta(hasText);

/** One line of the document. */
export const exportRecord = z.discriminatedUnion(
  "type",
  [tagRecord, entryRecord, revisionRecord],
  "Expected a tag, an entry or a revision",
);

const exportDocument = z.object({
  $schema: z.literal(SCHEMA_ID),
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  exportedAt: time,
  records: z.array(exportRecord),
});

export type ExportRecord = z.infer<typeof exportRecord>;
export type TagRecord = z.infer<typeof tagRecord>;
export type EntryRecord = z.infer<typeof entryRecord>;
export type RevisionRecord = z.infer<typeof revisionRecord>;

/** The JSON Schema (2020-12) that every whole JSON export follows. */
export function exportSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(exportDocument, { target: "draft-2020-12" });
  return { $schema, $id: SCHEMA_ID, title: "A journal of EpicMe", ...schema };
}
