import { type Archive, fileSource, openArchive, recognize } from "../../formats/mod.ts";
import { DOCUMENT_NAME, FILES_FOLDER } from "../export/export_zip.ts";
import { openForeign } from "./archive.ts";
import { isDocumentFormat, MAX_DOCUMENT_BYTES, openDocument } from "./document.ts";
import { type Source, type SourceOptions, type SourcePiece, UnknownFileError } from "./source.ts";

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
    if (isDocumentFormat(format) && document && document.size <= MAX_DOCUMENT_BYTES) {
      return closing(await openDocument(await textOf(document), options), archive);
    }
    if (format === "epicme") return closing(await openOurs(archive, options), archive);
    return await openForeign(archive, { format, options });
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Our own zip: the document in it says everything that its Markdown files say, and more. */
async function openOurs(archive: Archive, options: SourceOptions): Promise<Omit<Source, "close">> {
  const document = archive.find(DOCUMENT_NAME) ??
    archive.members.find(({ path }) => path.endsWith(".json"));
  if (!document) throw new UnknownFileError(`The zip has no ${DOCUMENT_NAME}`);
  if (document.size > MAX_DOCUMENT_BYTES) {
    throw new UnknownFileError(
      `The file has one document of more than ${
        MAX_DOCUMENT_BYTES / 1024 / 1024
      } MB, which cannot be ` +
        "read at once",
    );
  }
  const read = await openDocument(await textOf(document), options);
  return { ...read, pieces: () => withFiles(read.pieces(), filesIn(archive)) };
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
