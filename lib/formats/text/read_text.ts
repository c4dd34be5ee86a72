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
  const bytes = await headOf(member, length);
  // What is cut within a character is still UTF-8.
  return new TextDecoder(encodingByMark(bytes)).decode(bytes);
}

async function headOf(member: Member, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of member.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  const bytes = await new Blob(chunks as Uint8Array<ArrayBuffer>[]).bytes();
  return bytes.subarray(0, length);
}

/** UTF-8, UTF-16 where a mark says so, or else what Windows has written. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingByMark(bytes), { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The text of a member as it comes in: in UTF-8, UTF-16, or else as Windows writes it. */
export async function* textChunks(member: Member): AsyncIterable<string> {
  const head = await headOf(member, 262_144);
  const decoder = new TextDecoder(encodingIn(head));
  for await (const chunk of member.open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function encodingIn(head: Uint8Array): string {
  const marked = encodingByMark(head);
  if (marked !== "utf-8") return marked;
  try {
    // As a stream: a character may be cut at the end.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** By the mark, or by the zeros that UTF-16 without one has at each other place. */
function encodingByMark([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? "utf-16be" : "utf-8";
}

function tooLarge(path: string, limit: number): TooLargeError {
  return new TooLargeError(
    `${path} has more than ${limit / 2 ** 20} MiB, which is the most for one text`,
    "Divide it, and import the parts",
  );
}
