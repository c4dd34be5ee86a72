import { z } from "zod";
import { decodeText, encodeText } from "../../base64url.ts";
import { InvalidCursorError } from "../../journal/mod.ts";
import type { Position } from "../index/search_index.ts";

/** Where the next page of a search begins. */
export type SearchPosition =
  | { kind: "ranked"; position: Position }
  | { kind: "scanned"; cursor: string }
  | { kind: "listed"; cursor: string };

const MAX_LENGTH = 1_500;

const weight = z.number().min(0).max(100);
const Parts = z.union([
  z.tuple([
    z.literal("ranked"),
    ...[z.int(), z.int(), z.string().max(64), z.boolean()] as const,
    z.number().min(1).max(1e7),
    z.array(weight).max(64),
  ]),
  z.tuple([z.enum(["scanned", "listed"]), z.string()]),
]);

/** The opaque form of a position. It names no journal and no query, so it leads into no other one. */
export function formatCursor(position: SearchPosition): string {
  return encodeText(JSON.stringify(partsOf(position)));
}

/** The position of a cursor; throws InvalidCursorError if it is not one of ours. */
export function parseCursor(cursor: string): SearchPosition {
  const parsed = Parts.safeParse(decode(cursor));
  if (!parsed.success) throw new InvalidCursorError(cursor, "a search");
  if (parsed.data[0] !== "ranked") return { kind: parsed.data[0], cursor: parsed.data[1] };
  const [kind, score, at, id, isBehind, averageLength, clauses] = parsed.data;
  return { kind, position: { score, at, id, isBehind, weights: { averageLength, clauses } } };
}

function partsOf(position: SearchPosition): z.infer<typeof Parts> {
  if (position.kind !== "ranked") return [position.kind, position.cursor];
  const { score, at, id, isBehind, weights: { averageLength, clauses } } = position.position;
  return ["ranked", score, at, id, isBehind, averageLength, [...clauses]];
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(decodeText(cursor, MAX_LENGTH) ?? "null");
  } catch {
    return undefined;
  }
}
