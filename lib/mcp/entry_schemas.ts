import { z } from "zod";
import {
  CLEARABLE_FIELD_NAMES,
  ENTRY_FIELDS,
  FIELD_NAMES,
  type FieldName,
  type FieldValue,
  GIVEN_FIELD_NAMES,
  type GivenFieldName,
  LIMITS,
  type ListedFieldName,
  type OptionalFieldName,
  SHOWN_FIELD_NAMES,
  type ShownFieldName,
} from "../journal/mod.ts";
import { clearInput } from "./clear.ts";
import { attachments, tagReferences, time, timeZone, writtenTime } from "./schemas.ts";

/*
 * What tools take and give of an entry's fields, made of the journal's table of them: a new field
 * needs a line there, and one here if there is something to say of it to a model.
 */

const DESCRIPTIONS: Partial<Record<FieldName, string>> = {
  isPrivate: "Shown only to connections that may see private entries",
  occurredAt: "When it happened: ISO 8601, best with an offset, or a day; now if absent",
};

/** A time comes as a text: where it was written can only be told from that. */
type Input<Name extends GivenFieldName> = z.ZodType<
  Name extends "occurredAt" ? string : FieldValue<Name>
>;
type Output<Name extends FieldName> = z.ZodType<unknown, FieldValue<Name>>;

type DraftFields =
  & { [Name in Exclude<GivenFieldName, "title">]: z.ZodOptional<Input<Name>> }
  & { title: Input<"title"> };
type PatchFields = { [Name in GivenFieldName]: z.ZodOptional<Input<Name>> };
type EntryOutput = { [Name in Exclude<ShownFieldName, "title">]: z.ZodOptional<Output<Name>> };
type SummaryOutput = {
  [Name in ListedFieldName]: Name extends OptionalFieldName ? z.ZodOptional<Output<Name>>
    : Output<Name>;
};

/** One schema for each field, made by `make`, which must agree with `Shape`. */
function shapeOf<Shape>(
  names: readonly FieldName[],
  make: (name: FieldName) => z.ZodType,
): Shape {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Shape;
}

function inputOf(name: FieldName): z.ZodType {
  const { kind, isOptional } = ENTRY_FIELDS[name];
  const schemas = {
    line: isOptional
      ? z.string().meta({ maxLength: LIMITS.labelCharacters })
      : z.string().meta({ minLength: 1, maxLength: LIMITS.titleCharacters }),
    flag: z.boolean(),
    time: writtenTime,
  };
  const description = DESCRIPTIONS[name];
  return description === undefined ? schemas[kind] : schemas[kind].describe(description);
}

function outputOf(name: FieldName): z.ZodType {
  return { line: z.string(), flag: z.boolean(), time }[ENTRY_FIELDS[name].kind];
}

const isOptional = (name: FieldName) => ENTRY_FIELDS[name].isOptional;

/** What an entry says. It is the last argument: some clients lose what comes after a long one. */
export const contentInput = z.string().describe("Markdown or plain text, up to 256 KiB");

const draftFields = shapeOf<DraftFields>(
  GIVEN_FIELD_NAMES,
  (name) => name === "title" ? inputOf(name) : inputOf(name).optional(),
);
const patchFields = shapeOf<PatchFields>(GIVEN_FIELD_NAMES, (name) => inputOf(name).optional());

const tags = tagReferences.optional();
const where = timeZone.optional().describe("Of occurredAt, if that has no offset");
const createMissingTags = z.boolean().optional()
  .describe("false: refuse unknown tags; otherwise they are made");

/** What a new entry is made of, but for its content. Tags are among what matters most. */
export const draftInput = {
  ...{ title: draftFields.title, occurredAt: draftFields.occurredAt, timeZone: where, tags },
  ...draftFields,
  createMissingTags,
  attachments: attachments.optional(),
};

/** What can change in an entry, but for its content. */
export const patchInput = {
  ...{ title: patchFields.title, occurredAt: patchFields.occurredAt, timeZone: where, tags },
  ...patchFields,
  createMissingTags,
  attachments: attachments.optional(),
  clear: clearInput(CLEARABLE_FIELD_NAMES),
};

/** How many tags are left out where their names are too long. */
const moreTags = z.int().optional();

/** A whole entry; only id, title and version for a token that may not read it. */
export const entryOutput = z.object({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  content: z.string().optional(),
  contentCharacters: z.int().optional(),
  ...shapeOf<EntryOutput>(
    SHOWN_FIELD_NAMES.filter((name) => name !== "title"),
    (name) => outputOf(name).optional(),
  ),
  createdAt: time.optional(),
  updatedAt: time.optional(),
  wordCount: z.int().optional(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  moreTags,
  trashedAt: time.optional(),
});

/** What one change has touched, and what the next one needs. */
export const changedOutput = z.object({
  entry: entryOutput.pick({
    ...{ id: true, title: true, version: true },
    ...{ tags: true, moreTags: true, trashedAt: true },
  }),
});

/** The files of an entry, for clients that show a model no links beside data. */
export const attachmentsOutput = z.array(z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  alt: z.string().optional(),
})).optional();

/** An entry that was just written. */
export const writtenOutput = z.object({
  entry: entryOutput,
  newTags: z.array(z.string()).optional().describe("Names of tags made for it"),
});

/** An entry in a list: an excerpt, never the content. Its address follows from its id. */
export const summaryOutput = z.object({
  id: z.string(),
  ...shapeOf<SummaryOutput>(
    FIELD_NAMES.filter((name) => ENTRY_FIELDS[name].isListed),
    (name) => isOptional(name) ? outputOf(name).optional() : outputOf(name),
  ),
  excerpt: z.string(),
  tags: z.array(z.string()),
  moreTags,
  trashedAt: time.optional(),
});

/**
 * An entry that was found: a snippet with the matches highlighted, never the content.
 */
export const foundOutput = summaryOutput.omit({ excerpt: true }).extend({
  snippet: z.string().describe("Matches are between ** and **"),
  matched: z.array(z.string()),
});

/** What an answer says of an entry that is purged. */
export const purgedOutput = entryOutput.pick({ id: true, title: true, version: true });
