import { InvalidError } from "../errors.ts";
import { isId } from "../store/keys.ts";
import { EARLIEST, LATEST } from "../parse.ts";
import { quote } from "../text.ts";

/** A place in any list of entries: they are ordered by time, then by id, the newest first. */
export interface Position {
  at: number;
  id: string;
}

/** The opaque form of a position. It names no list, so it cannot lead out of the one it is used on. */
export function formatCursor({ at, id }: Position): string {
  return btoa(`${at},${id}`).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The position of a cursor; throws InvalidError if it is not one of ours. */
export function parseCursor(cursor: string): Position {
  const [at, id] = decode(cursor).split(",");
  const position = { at: Number(at), id: id ?? "" };
  const { at: time } = position;
  const isTime = Number.isInteger(time) && time >= EARLIEST && time <= LATEST;
  if (isTime && isId(position.id) && formatCursor(position) === cursor) return position;
  throw new InvalidError(
    `Cursor ${quote(cursor)} does not come from a list of entries`,
    "Give nextCursor of the page before as it was, or leave it out to start again",
  );
}

function decode(cursor: string): string {
  if (!/^[\w-]{1,100}$/.test(cursor)) return "";
  try {
    return atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
