import { Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { textOf } from "../journal/text.ts";
import { PHOTO } from "../../tests/http/files/photo.ts";

/** What a generated export has. */
export interface ExportSize {
  entries: number;
  photos: number;
  photoBytes: number;
}

const DAYS = 6_000;
const CHARACTERS = 590;
const COMMENT = 0xFE;
const MAX_SEGMENT = 65_533;

/** Writes an export of Day One as a zip: invented entries, and photos that are all different. */
export async function writeDayOneZip(path: string, size: ExportSize): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const zip = new ZipWriter(file.writable, { level: 0, keepOrder: true });
  const entries = Array.from({ length: size.entries }, (_, n) => entryOf(n, size));
  const document = JSON.stringify({ metadata: { version: "1.0" }, entries });
  await zip.add(
    "Journal.json",
    new Uint8ArrayReader(new TextEncoder().encode(document)),
    { level: 6 },
  );
  for (let n = 0; n < size.photos; n++) {
    await zip.add(`photos/${md5Of(n)}.jpeg`, new Uint8ArrayReader(photoOf(size.photoBytes)));
  }
  await zip.close();
}

function entryOf(n: number, { entries, photos }: ExportSize) {
  const every = Math.max(1, Math.floor(entries / photos));
  const photo = n % every === 0 && n / every < photos ? n / every : undefined;
  const id = hex(n);
  // Some entries share a day, so that none is of the future.
  const day = Math.floor(n * Math.min(1, DAYS / entries));
  const text = `Day ${n}\n${textOf(n).slice(0, CHARACTERS)}`;
  return {
    uuid: id,
    creationDate: new Date(Date.UTC(2008, 0, 1, 9) + day * 86_400_000).toISOString(),
    timeZone: "Europe/Berlin",
    text: photo === undefined ? text : `${text}\n![](dayone-moment://${id})`,
    tags: n % 3 === 0 ? ["walks"] : [],
    ...photo !== undefined && {
      photos: [{ identifier: id, md5: md5Of(photo), type: "jpeg", orderInEntry: 0 }],
    },
  };
}

/** A real JPEG, as large as asked for by comments of random bytes that no other one has. */
function photoOf(bytes: number): Uint8Array {
  const comments: Uint8Array[] = [];
  for (let left = bytes - PHOTO.length; left > 0; left -= MAX_SEGMENT) {
    const length = Math.min(left, MAX_SEGMENT);
    const segment = new Uint8Array(length + 4);
    segment.set([0xFF, COMMENT, (length + 2) >> 8, (length + 2) & 255]);
    crypto.getRandomValues(segment.subarray(4));
    comments.push(segment);
  }
  // Behind the marker that a picture begins with.
  const parts = [PHOTO.subarray(0, 2), ...comments, PHOTO.subarray(2)];
  const photo = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    photo.set(part, at);
    at += part.length;
  }
  return photo;
}

function md5Of(n: number): string {
  return `f${hex(n).slice(1)}`;
}

function hex(n: number): string {
  return n.toString(16).padStart(32, "0");
}
