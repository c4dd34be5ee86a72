import { sha256Hex } from "../../../digest.ts";
import type { EntryRecord } from "../../../journal/mod.ts";

export type FileRecord = NonNullable<EntryRecord["attachments"]>[number];

/** Where Day One has a kind of file: the list in an entry, the folder, and what stands for it in a text. */
export interface MediaKind {
  list: "photos" | "videos" | "audios" | "pdfAttachments";
  folder: string;
  /** Before the identifier, in an address of `dayone-moment:`. */
  address: string;
}

const KINDS: readonly (readonly [type: RegExp, MediaKind])[] = [
  [/^image\//, { list: "photos", folder: "photos/", address: "//" }],
  [/^video\//, { list: "videos", folder: "videos/", address: "/video/" }],
  [/^audio\//, { list: "audios", folder: "audios/", address: "/audio/" }],
  [/^application\/pdf$/, { list: "pdfAttachments", folder: "pdfs/", address: "/pdfAttachment/" }],
];

/** For all else it has no place. */
export const OTHER_FOLDER = "files/";

/** Undefined for a file that Day One cannot have. */
export function kindOf({ type = "" }: FileRecord): MediaKind | undefined {
  return KINDS.find(([pattern]) => pattern.test(type))?.[1];
}

/** What Day One calls it in one entry: 32 hexadecimal digits, the same in each export. */
export function identifierOf(entryId: string, { sha256 }: FileRecord): string {
  return sha256Hex(`day one ${entryId} ${sha256}`, 32).toUpperCase();
}

/** The ending of a file, which Day One also takes as its type: of its name, or of its media type. */
export function endingOf({ name, type = "" }: FileRecord): string {
  const named = /\.([a-z\d]{1,8})$/i.exec(name)?.[1].toLowerCase();
  const known = named ?? (/\/(?:x-)?([a-z\d]{1,8})$/.exec(type)?.[1] || "bin");
  return known === "jpg" ? "jpeg" : known;
}

/** Its path in the archive: its MD5 is its name. */
export function pathOf(file: FileRecord, md5: string): string {
  return `${kindOf(file)?.folder ?? OTHER_FOLDER}${md5}.${endingOf(file)}`;
}
