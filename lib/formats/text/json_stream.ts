import { JSONParser, TokenType } from "@streamparser/json";
import type { Member } from "../archive/archive.ts";
import { DamagedError, FormatError, TooLargeError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";

/** What a journal nests is 20 deep at most. */
const MAX_DEPTH = 100;

/** Texts are put together from parts of this size, which keeps long ones cheap. */
const STRING_BUFFER = 65_536;

/** A value in a JSON document, and where it is. */
export interface JsonValue {
  value: unknown;
  /** Names and places that lead to it, the last one its own. */
  path: (string | number)[];
}

/**
 * Returns the values of a JSON document at some paths, such as `$.entries.*`, each as soon as it has
 * been read. No more than one of them is in memory. Throws TooLargeError for one of more than 16 MiB,
 * whatever makes it so large, and DamagedError for what is not JSON to its end.
 */
export async function* jsonValues(
  member: Member,
  paths: readonly string[],
): AsyncIterable<JsonValue> {
  const parser = new JSONParser({
    paths: [...paths],
    keepStack: false,
    stringBufferSize: STRING_BUFFER,
  });
  let found: JsonValue[] = [];
  parser.onValue = ({ value, key, stack }) => {
    const above = stack.slice(1).map((each) => each.key as string | number);
    found.push({ value, path: [...above, key as string | number] });
  };
  parser.onToken = depthGuard(member.path);
  let since = 0;
  let isFirst = true;
  for await (const chunk of member.open()) {
    const bytes = isFirst ? withoutMark(chunk) : chunk;
    isFirst = false;
    since += bytes.length;
    if (since > FORMAT_LIMITS.record) throw tooLarge(member.path);
    // After the end of the document only space may follow.
    if (!parser.isEnded) attempt(member, () => parser.write(bytes));
    if (found.length === 0) continue;
    yield* found;
    found = [];
    since = 0;
  }
  if (!parser.isEnded) attempt(member, () => parser.end());
  if (!parser.isEnded || isFirst) throw notJson(member.path);
}

function depthGuard(path: string) {
  let depth = 0;
  return ({ token }: { token: TokenType }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth++;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth--;
    if (depth > MAX_DEPTH) throw new DamagedError(`${path} nests its values too deep`);
  };
}

function attempt(member: Member, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof FormatError ? error : notJson(member.path);
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function notJson(path: string): DamagedError {
  return new DamagedError(`${path} is not JSON to its end`);
}

function tooLarge(path: string): TooLargeError {
  return new TooLargeError(
    `${path} has a record of more than ${FORMAT_LIMITS.record / 2 ** 20} MiB`,
    "Export the journal again, without that entry if need be",
  );
}
