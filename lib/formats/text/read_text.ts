import type { Member } from "../archive/archive.ts";
import { TooLargeError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";

/** Returns the text of a member; throws TooLargeError for one that is larger than a text here is. */
export async function readText(
  { path, open }: Member,
  { limit = FORMAT_LIMITS.text }: { limit?: number } = {},
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open()) {
    size += chunk.length;
    if (size > limit) throw tooLarge(path, limit);
    chunks.push(chunk);
  }
  return decode(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).bytes());
}

/** Returns the first bytes of a member as a text, to see what it is. */
export async function peek(member: Member, length = 65_536): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of member.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  const bytes = await new Blob(chunks as Uint8Array<ArrayBuffer>[]).bytes();
  // What is cut within a character is still UTF-8.
  return new TextDecoder(encodingByMark(bytes)).decode(bytes.subarray(0, length));
}

/** UTF-8, UTF-16 where a mark says so, or else what Windows has written. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingByMark(bytes), { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function encodingByMark([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function tooLarge(path: string, limit: number): TooLargeError {
  return new TooLargeError(
    `${path} has more than ${limit / 2 ** 20} MiB, which is the most for one text`,
    "Divide it, and import the parts",
  );
}
