import { type ImportedDocument, type ImportFormat, InvalidError } from "../../journal/mod.ts";
import type { LeftOut } from "../model.ts";
import {
  ENTRIES_PER_PIECE,
  type Source,
  type SourceOptions,
  type SourcePiece,
  UnknownFileError,
} from "./source.ts";

/** A document is parsed as a whole, so that it has to fit into memory a few times. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

const FORMATS: Record<ImportFormat, string> = {
  epicme: "EpicMe (JSON)",
  dayone: "Day One (JSON)",
  jrnl: "jrnl (JSON)",
};

/** Whether the journal itself reads documents of a format. */
export function isDocumentFormat(format: string): format is ImportFormat {
  return Object.hasOwn(FORMATS, format);
}

/** Opens one JSON document of a format that the journal itself reads. */
export async function openDocument(
  document: string,
  { journal, timeZone }: SourceOptions,
): Promise<Omit<Source, "close">> {
  const refusals: InvalidError[] = [];
  for (const format of likely(document)) {
    try {
      const read = await journal.readDocument({ format, document, timeZone });
      return { format: FORMATS[format], pieces: () => piecesOf(read) };
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      refusals.push(error);
    }
  }
  // A document of ours of another version knows best what is wrong with it.
  const told = refusals.find(({ message }) => !message.startsWith("The document is not"));
  throw told ?? new UnknownFileError(
    "This is no journal that is known here: a JSON export of EpicMe, Day One or jrnl",
  );
}

/** The formats in the order in which they are tried: what one takes, no later one has to read. */
function likely(document: string): ImportFormat[] {
  const start = document.slice(0, 2_000);
  if (start.includes('"creationDate"')) return ["dayone", "epicme", "jrnl"];
  return ["epicme", "dayone", "jrnl"];
}

/** The pieces of a document that the journal has read. */
export async function* piecesOf(
  { tags, groups, problems, notes }: ImportedDocument,
): AsyncIterable<SourcePiece> {
  const told = (list: typeof problems): LeftOut[] =>
    list.map(({ index, reason }) => ({ what: `Record ${index}`, why: reason }));
  const leftOut = [
    ...told(problems),
    ...told(notes).map((each) => ({ ...each, isNote: true as const })),
  ];
  yield { tags, groups: [], leftOut, attachments: 0 };
  for (let start = 0; start < groups.length; start += ENTRIES_PER_PIECE) {
    const some = groups.slice(start, start + ENTRIES_PER_PIECE);
    yield { groups: some, leftOut: [], attachments: 0 };
  }
}
