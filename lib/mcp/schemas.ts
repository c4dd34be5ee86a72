import { z } from "zod";
import { isWrittenTime, LIMITS, type Replacement } from "../journal/mod.ts";

/*
 * What tools take and give. Lengths are in the schemas for clients and checked in the journal only: its
 * errors name the limit and the actual size.
 */

const NO_TIME = "Expected an ISO 8601 time, such as 2026-11-23T09:30+01:00, or a day";

/** A time of ISO 8601, or a day, as a text: where it has no offset, a time zone decides. */
export const writtenTime = z.string().refine(isWrittenTime, NO_TIME);

export const searchText = z.string().meta({ maxLength: LIMITS.queryCharacters })
  .describe('What to look for. "phrase": must be there; -word: must not; begin*; one OR other');
/** The id of what the tool is named after: to say that again costs a model more than it tells. */
export const id = z.string();
export const tagName = z.string().meta({ minLength: 1, maxLength: LIMITS.tagNameCharacters });
export const tagDescription = z.string().meta({ maxLength: LIMITS.tagDescriptionCharacters });
export const tagReference = z.string().describe("Tag id or name");

/** One check for the whole list: a million wrong elements must not make a million problems. */
export const tagReferences = z.custom<string[]>(isShortList, "Expected a list of tag ids or names")
  .meta({
    type: "array",
    items: { type: "string" },
    maxItems: LIMITS.tagsPerEntry,
    description: "Tag ids or names",
  });
/** Files in the few forms that `attach` reads; one check, as above. */
export const attachments = z.custom<string[]>(isShortList, "Expected a list of keys or addresses")
  .meta({
    type: "array",
    items: { type: "string" },
    description: "Keys of request_upload, https addresses, ids of attachments",
  });
/** Passages of a content, each with what stands there instead; one check, as above. */
export const replacements = z.custom<Replacement[]>(
  isReplacements,
  "Expected a list of objects with find and with, both of them text",
).meta({
  type: "array",
  items: {
    type: "object",
    properties: { find: { type: "string", minLength: 1 }, with: { type: "string" } },
    required: ["find", "with"],
    additionalProperties: false,
  },
  maxItems: LIMITS.replacementsPerUpdate,
});
export const timeZone = z.string()
  .describe("Such as Europe/Berlin");

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 10 * LIMITS.tagsPerEntry &&
    value.every((element) => typeof element === "string");
}

function isReplacements(value: unknown): boolean {
  return Array.isArray(value) &&
    value.every((element) => typeof element?.find === "string" && typeof element.with === "string");
}

export const limit = z.int().min(1).max(LIMITS.pageSize).optional();
export const cursor = z.string().optional().describe("nextCursor");

/** The filters that every list of entries has. */
export const entryFilters = {
  tag: tagReference.optional(),
  mood: z.string().optional(),
  favorite: z.boolean().optional(),
  private: z.boolean().optional().describe("true: only private entries; false: none of them"),
  from: writtenTime.optional().describe("First moment or day"),
  to: writtenTime.optional().describe("Last moment or day"),
  timeZone: timeZone.optional(),
  trashed: z.boolean().optional().describe("true: what is in the trash instead"),
  limit,
  cursor,
};

/** Milliseconds since the epoch, which leave the server as ISO 8601 in UTC. */
export const time = z.number().transform((epochMs) => new Date(epochMs).toISOString())
  .pipe(z.string());
/** What an entry said until `savedAt`, when `replacedBy` wrote over what `client` had written. */
export const revisionOutput = z.object({
  id: z.string(),
  savedAt: time,
  client: z.string().optional(),
  replacedBy: z.string().optional(),
  isImported: z.literal(true).optional()
    .describe("Only an imported document says so"),
  version: z.int(),
  title: z.string(),
  excerpt: z.string(),
  wordCount: z.int(),
});

/** What a client did. `outcome` is ok, or in one word why not. */
export const activityOutput = z.object({
  at: time,
  client: z.string(),
  tool: z.string(),
  entryId: z.string().optional(),
  outcome: z.string(),
});

/** A tag; only id and name for a token that may not read tags. */
export const tagOutput = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  entryCount: z.int().optional(),
  createdAt: time.optional(),
  updatedAt: time.optional(),
});
