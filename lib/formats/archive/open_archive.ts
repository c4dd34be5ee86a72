import type { Archive, ByteSource, Member } from "./archive.ts";
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
  const byPath = new Map(members.map((member) => [member.path, member]));
  return {
    name: source.name,
    isZip,
    members,
    find: (path) => byPath.get(path),
    close: () => source.close(),
  };
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
