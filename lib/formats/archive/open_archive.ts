import { TooLargeError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Archive, ByteSource, Member } from "./archive.ts";
import { checkPath, isOfSystem } from "./check_members.ts";
import { readZip } from "./read_zip.ts";

const CHUNK = 65_536;

/** The first bytes of a member of a zip, and those of the end of an empty one. */
const MARKS = ["PK\x03\x04", "PK\x05\x06"];

/**
 * Opens what somebody has uploaded. The list of a zip's members is read and checked; nothing else is
 * read before somebody asks for it. Throws FormatError for an archive that must not be read.
 */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const head = new TextDecoder("latin1").decode(await source.read(0, 4));
  const isZip = MARKS.includes(head);
  const members = isZip ? await readZip(source) : [only(source)];
  return { name: source.name, isZip, close: () => source.close(), ...withFind(members) };
}

/**
 * Opens a folder, or some files of one, as a zip of it would be. Each source is named by its path in
 * the folder. Throws FormatError.
 */
export function openFolder(name: string, sources: readonly ByteSource[]): Archive {
  if (sources.length > FORMAT_LIMITS.members) {
    throw new TooLargeError("The folder has more than 100,000 files", "Import a part at a time");
  }
  for (const source of sources) checkPath(source.name);
  const members = sources.filter((source) => !isOfSystem(source.name)).map((source) => ({
    ...only(source),
    path: source.name.replaceAll("\\", "/").normalize("NFC"),
  }));
  const close = async () => {
    for (const source of sources) await source.close();
  };
  return { name, isZip: true, close, ...withFind(members) };
}

function withFind(members: readonly Member[]): Pick<Archive, "members" | "find"> {
  const byPath = new Map(members.map((member) => [member.path, member]));
  return { members, find: (path) => byPath.get(path) };
}

function only(source: ByteSource): Member {
  const { name, size } = source;
  const path = name.split(/[/\\]/).at(-1) || "file";
  return { path, size, open: () => streamOf(source) };
}

function streamOf(source: ByteSource): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const bytes = await source.read(at, CHUNK);
      at += bytes.length;
      if (bytes.length === 0) controller.close();
      else controller.enqueue(bytes);
    },
  }, { highWaterMark: 0 });
}
