import { sha256 } from "../../../digest.ts";
import { z } from "zod";
import { ULID_PATTERN } from "../../../ids.ts";
import type { Context } from "../../store/context.ts";
import { decodeText, encodeText } from "../../../base64url.ts";
import { InvalidCursorError } from "../../errors.ts";
import type { ExportFormat } from "./export_model.ts";

/** How far an export has come, and what it needs to go on: nothing is kept between two pages. */
export interface Progress {
  /** The versionstamp of the tag table when the export began, empty without tags. */
  began: string;
  /** The last id of an entry then; empty without entries. */
  last: string;
  /** How many entries there were then. */
  total: number;
  place: Place;
  /** How much of what follows is out already, where a page has ended within it. */
  cut?: Cut;
}

/** A place within what goes out in one piece. */
export interface Cut {
  /** UTF-16 units that are out. */
  at: number;
  /** The digest of the whole piece: the rest of another one must not follow. */
  digest: string;
}

/** The last thing that is out. */
export interface Place {
  part: "tags" | "entries";
  /** Its id; empty at the start of the part. */
  after: string;
  /** Within the history of that entry: its version as it went out, and the last revision's. */
  history?: { below: number; after: number };
  /** How many entries are out. */
  done: number;
}

const MAX_LENGTH = 1_000;

const id = z.union([z.literal(""), z.string().regex(ULID_PATTERN)]);
const count = z.int().min(0);
const payload = z.strictObject({
  began: z.string().regex(/^[0-9a-f]{0,32}$/),
  last: id,
  total: count,
  place: z.strictObject({
    part: z.enum(["tags", "entries"]),
    after: id,
    history: z.strictObject({ below: count, after: count }).optional(),
    done: count,
  }),
  cut: z.strictObject({ at: count, digest: z.string() }).optional(),
});

/** Whose export it is, in which format. */
type Bound = Pick<Context, "userId"> & { format: ExportFormat };

/** The opaque form of a place in one person's export. */
export function formatExportCursor(progress: Progress, bound: Bound): string {
  const text = encodeText(JSON.stringify(progress));
  return `${text}.${checksum(text, bound)}`;
}

/**
 * How far a cursor has come; throws InvalidCursorError unless it is one of this person's, of this format.
 * Whatever it said, it could show nothing but the viewer's own journal: the check is for clear errors.
 */
export function parseExportCursor(cursor: string, bound: Bound): Progress {
  const [text, sum] = cursor.length <= MAX_LENGTH ? cursor.split(".") : [];
  if (text !== undefined && sum === checksum(text, bound)) {
    const parsed = payload.safeParse(JSON.parse(decodeText(text, MAX_LENGTH) ?? "null"));
    if (parsed.success) return parsed.data;
  }
  throw new InvalidCursorError(cursor, `an export of this journal as ${bound.format}`);
}

function checksum(text: string, { userId, format }: Bound): string {
  return sha256(JSON.stringify([userId, format, text]));
}
