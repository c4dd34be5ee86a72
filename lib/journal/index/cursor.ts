import { decodeText, encodeText } from "../../base64url.ts";
import { InvalidCursorError } from "../errors.ts";
import { isId } from "../../ids.ts";
import { EARLIEST, LATEST } from "../parse.ts";

const MAX_LENGTH = 100;

/** A place in any list of entries: they are ordered by time, then by id, the newest first. */
export interface Position {
  at: number;
  id: string;
}

/** The opaque form of a position. It names no list, so it cannot lead out of the one it is used on. */
export function formatCursor({ at, id }: Position): string {
  return encodeText(`${at},${id}`);
}

/** The position of a cursor; throws InvalidCursorError if it is not one of ours. */
export function parseCursor(cursor: string): Position {
  const [at, id] = (decodeText(cursor, MAX_LENGTH) ?? "").split(",");
  const position = { at: Number(at), id: id ?? "" };
  const { at: time } = position;
  const isTime = Number.isInteger(time) && time >= EARLIEST && time <= LATEST;
  if (isTime && isId(position.id) && formatCursor(position) === cursor) return position;
  throw new InvalidCursorError(cursor, "a list of entries");
}
