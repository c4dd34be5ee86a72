import { openDocument } from "./document.ts";
import { type Source, type SourceOptions, UnknownFileError } from "./source.ts";

/** The first bytes of archives. */
const ZIP = "PK\u0003\u0004";
const OTHERS: Record<string, string> = {
  "\u001f\u008b": "a gzip archive",
  "%PDF": "a PDF document",
  "\u0089PNG": "a picture",
  "\u00ff\u00d8": "a picture",
  "SQLite format 3": "a SQLite database",
};

/**
 * Recognizes a file and opens it. Throws UnknownFileError for what cannot be imported, and a
 * JournalError for a time zone that there is not.
 *
 * This is the one place that knows formats: a reader of archives is asked here before the documents,
 * and its entries become pieces by `piecesOf`.
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  using file = await Deno.open(path);
  const start = new Uint8Array(16);
  const count = await file.read(start) ?? 0;
  if (count === 0) throw new UnknownFileError("The file is empty");
  const head = String.fromCharCode(...start.subarray(0, count));
  if (head.startsWith(ZIP)) {
    throw new UnknownFileError("This is a zip archive. Unpack it and choose the JSON file in it");
  }
  for (const [magic, what] of Object.entries(OTHERS)) {
    if (head.startsWith(magic)) {
      throw new UnknownFileError(`This seems to be ${what}, not a journal`);
    }
  }
  return await openDocument(path, options);
}
