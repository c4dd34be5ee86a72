import { setImmediate } from "node:timers/promises";
import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSAFE_FILENAME,
  type FileEntry,
  Reader,
  ZipReader,
} from "@zip.js/zip.js";
import {
  DamagedError,
  EncryptedError,
  FormatError,
  TooLargeError,
  UnsafeArchiveError,
} from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { ByteSource, Member } from "./archive.ts";
import { checkContents, checkMember, isOfSystem } from "./check_members.ts";
import { openMember } from "./open_member.ts";

// Its workers would outlive an import; the runtime decompresses on threads of its own.
configure({ useWebWorkers: false });

/** Listing so many takes some milliseconds; then everybody else gets a turn. */
const MEMBERS_AT_ONCE = 500;

/** Reads the list of members of a zip; throws FormatError for one that must not be read. */
export async function readZip(source: ByteSource): Promise<Member[]> {
  const entries: FileEntry[] = [];
  try {
    const zip = new ZipReader(new RangeReader(source), { checkCrc32: true });
    let count = 0;
    for await (const entry of zip.getEntriesGenerator()) {
      if (++count > FORMAT_LIMITS.members) throw tooMany();
      checkMember(entry);
      if (count % MEMBERS_AT_ONCE === 0) await setImmediate();
      if (!entry.directory) entries.push(entry);
    }
  } catch (error) {
    throw toFormatError(error, source.name);
  }
  checkContents(entries, source.size);
  return entries.filter(({ filename }) => !isOfSystem(filename)).map(toMember);
}

function toMember(entry: FileEntry): Member {
  const modifiedAt = entry.lastModDate?.getTime();
  return {
    path: entry.filename.replaceAll("\\", "/").normalize("NFC"),
    size: entry.uncompressedSize,
    modifiedAt: Number.isFinite(modifiedAt) ? modifiedAt : undefined,
    open: () => openMember(entry),
  };
}

function tooMany(): FormatError {
  const limit = FORMAT_LIMITS.members.toLocaleString("en");
  return new TooLargeError(
    `The archive has more than ${limit} members`,
    "Export a part of the journal at a time",
  );
}

/** What zip.js reads a source by; it asks for the list of members at once. */
class RangeReader extends Reader<ByteSource> {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > FORMAT_LIMITS.directory) throw tooMany();
    return await this.#source.read(index, length);
  }
}

function toFormatError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof FormatError) return error;
  switch (error.message) {
    case ERR_UNSAFE_FILENAME:
      return new UnsafeArchiveError(`${name} has a member whose path leads out of the archive`);
    case ERR_AMBIGUOUS_ARCHIVE:
      return new UnsafeArchiveError(`${name} can be read in two ways`);
    case ERR_ENCRYPTED_CENTRAL_DIRECTORY:
      return new EncryptedError(name);
    default:
      return new DamagedError(`${name} is not a whole zip`);
  }
}
