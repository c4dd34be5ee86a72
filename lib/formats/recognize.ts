import type { Archive } from "./archive/archive.ts";
import { endingOf, nameOf } from "./archive/paths.ts";
import { type FormatId, FORMATS } from "./formats.ts";
import { glanceAt } from "./glance.ts";
import { peek } from "./text/read_text.ts";

/** What an archive is, or seems to be. */
export type Recognition =
  | { format: FormatId; name: string; why: string }
  /** No journal that we read: `why` says what it seems to be. */
  | { format?: undefined; why: string };

/** Says of which app an archive is. Reads no more than the beginnings of a few members. */
export async function recognize(archive: Archive): Promise<Recognition> {
  const glance = await glanceAt(archive);
  for (const format of Object.keys(FORMATS) as FormatId[]) {
    const { name, sign } = FORMATS[format];
    const why = sign(glance);
    if (why !== undefined) return { format, name, why };
  }
  return { why: archive.isZip ? ofZip(archive) : await ofFile(archive) };
}

/** Members by which other zips are known. */
const ZIPS: readonly (readonly [member: RegExp, what: string])[] = [
  [/^\[Content_Types\]\.xml$/, "a document of Microsoft Office"],
  [/^mimetype$/, "an e-book or a document of LibreOffice"],
  [/^META-INF\/MANIFEST\.MF$/, "a Java program"],
  [/^AndroidManifest\.xml$/, "an Android app"],
  [/^backup\.daylio$/, "a backup of Daylio; export as CSV there (More, Export Entries)"],
  [/\.doentry$/, "a journal of Day One Classic; import it into Day One, and export as JSON there"],
  [/\.enex$/, "an export of Evernote, which is not read here yet"],
  [/\.zip$/, "a zip of other zips; unpack it, and import them one by one"],
  [/\.(?:db|sqlite3?)$/, "a database of an app; export as JSON or Markdown there"],
  [/\.html?$/, "a zip of web pages; export as JSON or Markdown there, if that can be chosen"],
  [/\.(?:jpe?g|png|heic|gif|webp|mp4|mov)$/i, "a zip of photos or videos without texts"],
  [/\.json$/, "JSON of an app that is not known here"],
];

function ofZip({ members }: Archive): string {
  if (members.length === 0) return "The zip is empty";
  const found = ZIPS.find(([member]) => members.some(({ path }) => member.test(path)));
  if (found) return `This seems to be ${found[1]}`;
  const names = members.slice(0, 3).map(({ path }) => nameOf(path)).join(", ");
  return `This zip has nothing that is known here; it has ${names}`;
}

/** First bytes by which other files are known. */
const FILES: readonly (readonly [head: RegExp, what: string])[] = [
  [/^%PDF/, "a PDF; export as JSON or Markdown where it comes from"],
  [/^(?:\xff\xd8\xff|\x89PNG|GIF8)/, "a picture"],
  [/^.{4}ftyp/s, "a video or a photo of a phone"],
  // deno-lint-ignore no-control-regex
  [/^\x1f\x8b/, "a file that was packed with gzip; unpack it first"],
  [/^7z\xbc\xaf/, "a 7z archive; unpack it, and make a zip"],
  [/^Rar!/, "a RAR archive; unpack it, and make a zip"],
  [/^.{257}ustar/s, "a tar archive; unpack it, and make a zip"],
  [/^SQLite format 3/, "a database of an app; export as JSON or Markdown there"],
  [/^\s*<\?xml[\s\S]{0,2000}<en-export/, "an export of Evernote, which is not read here yet"],
  [/^\s*<\?xml[\s\S]{0,2000}<plist/, "an entry of Day One Classic; import it into Day One first"],
  [/^\s*<(?:!doctype html|html)/i, "a web page"],
  [/^\s*<\?xml/, "XML of an app that is not known here"],
  [/^\s*[[{]/, "JSON of an app that is not known here"],
];

async function ofFile({ members: [member], name }: Archive): Promise<string> {
  if (member.size === 0) return "The file is empty";
  let bytes = "";
  for await (const chunk of member.open()) {
    bytes += new TextDecoder("latin1").decode(chunk.subarray(0, 4_096));
    break;
  }
  const found = FILES.find(([head]) => head.test(bytes)) ??
    FILES.find(([head]) => head.test(bytes.replace(/^\xef\xbb\xbf/, "")));
  if (found) return `This seems to be ${found[1]}`;
  const isText = !(await peek(member, 4_096)).includes("\0");
  if (isText && endingOf(name) === "txt") {
    return "This is a text in which nothing says where an entry begins";
  }
  return `${name} is of no kind that is known here`;
}
