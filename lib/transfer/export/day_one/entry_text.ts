import { replaceFiles } from "../../../formats/text/markup/markdown_files.ts";
import { withFacts } from "../../../formats/text/facts.ts";
import { titleAndContent } from "../../../formats/text/title_and_content.ts";
import { type EntryRecord, LIMITS } from "../../../journal/mod.ts";
import { dayOf } from "../markdown_file.ts";
import { type FileRecord, identifierOf, kindOf, pathOf } from "./media.ts";

/**
 * The text of an entry as Day One has it: with its title, as a heading unless its first line says it,
 * with its files where they are shown, and with what Day One has no field for at its end.
 *
 * @param md5Of of each file whose bytes are in the archive
 */
export function entryText(
  entry: EntryRecord,
  md5Of: (file: FileRecord) => string | undefined,
): string {
  const { content = "", mood, isPrivate } = entry;
  const files = (entry.attachments ?? []).flatMap((file) => {
    const md5 = md5Of(file);
    return md5 === undefined ? [] : [{ file, md5, isShown: false }];
  });
  const shown = replaceFiles(content, ({ reference, alt }) => {
    const found = files.find(({ file }) => [plain(reference), reference].includes(file.name));
    if (!found) return undefined;
    found.isShown = true;
    return referenceTo(found, { entryId: entry.id, alt });
  });
  const others = files.filter(({ isShown }) => !isShown)
    .map((each) => referenceTo(each, { entryId: entry.id, alt: each.file.alt ?? "" }));
  const body = [withTitle(entry, shown).trimEnd(), ...others].filter((part) => part !== "");
  return withFacts(body.join("\n\n"), [["Mood", mood], ["Private", isPrivate && "yes"]]);
}

function referenceTo(
  { file, md5 }: { file: FileRecord; md5: string },
  { entryId, alt }: { entryId: string; alt: string },
): string {
  const kind = kindOf(file);
  if (kind) return `![${alt}](dayone-moment:${kind.address}${identifierOf(entryId, file)})`;
  return `[${file.name.replace(/[[\]\n]/g, " ")}](${pathOf(file, md5)})`;
}

/** Whoever reads it takes the first line with words as the title. */
function withTitle(entry: EntryRecord, text: string): string {
  const { title } = entry;
  const read = titleAndContent(text, { dayOf: () => dayOf(entry), limit: LIMITS.titleCharacters });
  if (read.title === title && read.content === text) return text;
  const heading = `# ${title.replace(/[\\`*_[\]~=<]/g, (mark) => `\\${mark}`)}`;
  return text.trim() === "" || text.trim() === title ? heading : `${heading}\n\n${text}`;
}

function plain(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
