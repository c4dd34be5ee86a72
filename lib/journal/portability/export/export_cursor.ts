import { sha256 } from "../../../digest.ts";
import { z } from "zod";
import type { Context } from "../../store/context.ts";
import { InvalidError } from "../../errors.ts";
import { quote } from "../../text.ts";
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

const id = z.string().regex(/^([0-7][0-9A-HJKMNP-TV-Z]{25})?$/);
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
});

/** Whose export it is, in which format. */
type Bound = Pick<Context, "userId"> & { format: ExportFormat };

/** The opaque form of a place in one person's export. */
export function formatExportCursor(progress: Progress, bound: Bound): string {
  const text = btoa(JSON.stringify(progress)).replaceAll("+", "-").replaceAll("/", "_")
    .replace(/=+$/, "");
  return `${text}.${checksum(text, bound)}`;
}

/**
 * How far a cursor has come; throws InvalidError unless it is one of this person's, of this format.
 * Whatever it said, it could show nothing but the viewer's own journal: the check is for clear errors.
 */
export function parseExportCursor(cursor: string, bound: Bound): Progress {
  const [text, sum] = cursor.length <= 1_000 ? cursor.split(".") : [];
  if (text !== undefined && sum === checksum(text, bound)) {
    const decoded = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const parsed = payload.safeParse(JSON.parse(decoded));
    if (parsed.success) return parsed.data;
  }
  throw new InvalidError(
    `Cursor ${quote(cursor)} does not come from an export of this journal as ${bound.format}`,
    "Give nextCursor of the page before as it was, or leave it out to start again",
  );
}

function checksum(text: string, { userId, format }: Bound): string {
  return sha256(JSON.stringify([userId, format, text]));
}
