import type { Member } from "../archive/archive.ts";
import { TooLargeError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";

/** Returns the lines of a text (UTF-8), one at a time. Throws TooLargeError for one of 8 MiB. */
export async function* linesOf({ path, open }: Member): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of open()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    if (rest.length > FORMAT_LIMITS.text) {
      throw new TooLargeError(`${path} has a line of more than 8 MiB`, "Divide it");
    }
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
