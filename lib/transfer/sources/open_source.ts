import { type Archive, fileSource, openArchive, recognize } from "../../formats/mod.ts";
import { FILES_FOLDER } from "../export/export_zip.ts";
import { openForeign } from "./archive.ts";
import { isDocumentFormat, MAX_DOCUMENT_BYTES, openDocument } from "./document.ts";
import { openRecords } from "./records.ts";
import { type Source, type SourceOptions, type SourcePiece, UnknownFileError } from "./source.ts";

/** A document of ours that is longer is read as a stream: one of a large journal is 100 MB and more. */
const READ_AS_STREAM_BYTES = 8 * 1024 * 1024;

/**
 * Recognizes a file and opens it. Throws UnknownFileError or a FormatError for what cannot be imported,
 * and a JournalError for a time zone that there is not. This is the one place that knows formats.
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  const source = await fileSource(path, options.name);
  try {
    const archive = await openArchive(source);
    const { format, why } = await recognize(archive);
    if (format === undefined) throw new UnknownFileError(why);
    const document = archive.isZip ? undefined : archive.members[0];
    const isLong = format === "epicme" && (document?.size ?? Infinity) > READ_AS_STREAM_BYTES;
    if (isDocumentFormat(format) && !isLong && document && document.size <= MAX_DOCUMENT_BYTES) {
      return closing(await openDocument(await textOf(document), options), archive);
    }
    if (format === "epicme") {
      const read = await openRecords(archive, options);
      const members = filesIn(archive);
      return closing({ ...read, pieces: () => withFiles(read.pieces(), members) }, archive);
    }
    return await openForeign(archive, { format, options });
  } catch (error) {
    await source.close();
    throw error;
  }
}

type Member = Archive["members"][number];

/** The files of our own zip, by their SHA-256. */
function filesIn({ members }: Archive): Map<string, Member> {
  return new Map(members.flatMap((member) => {
    const [sha256, name] = member.path.slice(FILES_FOLDER.length).split("/");
    return member.path.startsWith(FILES_FOLDER) && name ? [[sha256, member] as const] : [];
  }));
}

/** What the document says of files, with those files. */
async function* withFiles(
  pieces: AsyncIterable<SourcePiece>,
  members: Map<string, Member>,
): AsyncIterable<SourcePiece> {
  for await (const piece of pieces) {
    const files = new Map(piece.groups.map(({ id, entry, revisions }) => {
      const refs = [...entry ? [entry] : [], ...revisions]
        .flatMap(({ values }) => values.attachments ?? []);
      const found = [...new Map(refs.map((ref) => [ref.sha256, ref])).values()].flatMap((ref) => {
        const member = members.get(ref.sha256);
        return member ? { ...ref, open: () => Promise.resolve(member.open()) } : [];
      });
      return [id, found] as const;
    }));
    const attachments = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    yield { ...piece, files, attachments };
  }
}

function textOf({ open }: Member): Promise<string> {
  return new Response(open() as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

function closing(source: Omit<Source, "close">, archive: Archive): Source {
  return { ...source, close: () => archive.close() };
}
