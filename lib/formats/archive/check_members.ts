import type { Entry, FileEntry } from "@zip.js/zip.js";
import { EncryptedError, TooLargeError, UnsafeArchiveError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";

/** Types of a Unix mode: a file, a folder; a mode without a type says nothing. */
const TYPE = 0o170000;
const ORDINARY = [0, 0o100000, 0o040000];

/** Throws FormatError for a member that could do harm. */
export function checkMember(entry: Entry): void {
  const { filename, encrypted } = entry;
  checkPath(filename);
  if (!ORDINARY.includes(modeOf(entry) & TYPE)) {
    throw new UnsafeArchiveError(`${shown(filename)} is a link or a device, not a file`);
  }
  if (encrypted) throw new EncryptedError(shown(filename));
}

/** Throws UnsafeArchiveError for a path that leads out of the archive, or that nobody would give. */
export function checkPath(path: string): void {
  if (path.length > FORMAT_LIMITS.pathCharacters) {
    throw new UnsafeArchiveError("The archive has a path of more than 1,000 characters");
  }
  // deno-lint-ignore no-control-regex
  if (/[\0-\x1f]/.test(path) || leadsOut(path)) {
    throw new UnsafeArchiveError(`The archive has a member with the path ${shown(path)}`);
  }
}

function leadsOut(path: string): boolean {
  return /^(?:[/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes("..");
}

/** Only of a zip that was made on Unix: elsewhere the field means something else. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  const isUnix = [3, 19].includes(versionMadeBy >> 8);
  return isUnix ? externalFileAttributes >>> 16 : 0;
}

/** Throws FormatError if the members cannot be what the archive holds, or are too much. */
export function checkContents(entries: readonly FileEntry[], archiveSize: number): void {
  const { contents, ratio, freeContents } = FORMAT_LIMITS;
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > ratio * archiveSize + freeContents) {
    throw new UnsafeArchiveError(
      `The archive would unpack to ${Math.round(total / archiveSize)} times its size`,
    );
  }
  if (total > contents) {
    throw new TooLargeError(
      `The archive unpacks to ${gib(total)} GiB, and ${gib(contents)} GiB are the most`,
      "Export a part of the journal at a time",
    );
  }
  refuseOverlaps(entries, archiveSize);
}

/** A bomb of a few kilobytes has thousands of members that share their bytes. */
function refuseOverlaps(entries: readonly FileEntry[], archiveSize: number): void {
  let end = 0;
  for (const { offset, compressedSize, filename } of entries.toSorted(byOffset)) {
    if (offset < end || offset + compressedSize > archiveSize) {
      throw new UnsafeArchiveError(`${shown(filename)} shares its bytes with another member`);
    }
    end = offset + compressedSize;
  }
}

function byOffset(a: FileEntry, b: FileEntry): number {
  return a.offset - b.offset;
}

/** Whether a member was added by a system and says nothing of a journal. */
export function isOfSystem(path: string): boolean {
  return /(?:^|[/\\])(?:__MACOSX[/\\]|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 100).toWellFormed());
}

function gib(bytes: number): number {
  return Math.round(bytes / 2 ** 30);
}
