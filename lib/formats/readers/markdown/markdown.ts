import { EntryFiles, unreferred, withFiles } from "../entry_files.ts";
import { type FileIndex, indexFiles } from "../../archive/file_index.ts";
import type { Archive, Member } from "../../archive/archive.ts";
import { endingOf, folderOf, nameOf } from "../../archive/paths.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { takeFrontMatter } from "../../text/front_matter.ts";
import { leftovers } from "../../text/leftovers.ts";
import { replaceFiles, tagsInText } from "../../text/markup/markdown_files.ts";
import { readText } from "../../text/read_text.ts";
import { zoneNamed } from "../../text/time/source_time.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { takeFields } from "./markdown_fields.ts";
import { bundlesIn } from "./bundles.ts";
import { type LogseqGraph, openGraph } from "./logseq.ts";
import { isOfApp } from "./of_app.ts";
import { timeOfNote, titleInName } from "./markdown_time.ts";

const IN_TRASH = /(?:^|\/)\.trash\//;

/** The notes among the members: Markdown, or plain texts where there is no Markdown. */
export function notesIn({ members }: Archive): Member[] {
  const ours = members.filter(({ path }) => !isOfApp(path));
  const notes = ours.filter(({ path }) => ["md", "markdown", "mdx"].includes(endingOf(path)));
  return notes.length > 0 ? notes : ours.filter(({ path }) => endingOf(path) === "txt");
}

/**
 * Reads Markdown files: of Obsidian, Logseq, Hugo and others. When a note was written is in its front
 * matter, in its name, or else the time of its file. Links to other notes stay as they are; files that
 * a note shows become its attachments.
 */
export const readMarkdown: Reader = async function* (archive) {
  const notes = notesIn(archive);
  const root = commonFolder(notes.map(({ path }) => path));
  const files = indexFiles(archive);
  const graph = await openGraph(archive, notes);
  const bundles = graph ? undefined : bundlesIn(archive, notes);
  const referred = new Set<Member>();
  for (const note of notes) {
    const what = note.path.slice(root.length);
    if (IN_TRASH.test(note.path)) {
      yield skipped(what, "It is in the trash of Obsidian");
      continue;
    }
    try {
      const bundle = bundles?.get(folderOf(note.path)) ?? [];
      yield readOne(await readText(note), { note, what, files, bundle, graph, referred });
    } catch (error) {
      yield skipped(what, error);
    }
  }
  const read = new Set(notes);
  const isOrg = ({ path }: Member) => endingOf(path) === "org";
  const isRead = (member: Member) => read.has(member) || isOfApp(member.path);
  for (const { path } of archive.members.filter((member) => isOrg(member) && !isRead(member))) {
    yield skipped(path, "It is a text for Org mode, which is not read here; export it as Markdown");
  }
  yield* unreferred(archive, { referred, isRead: (member) => isRead(member) || isOrg(member) });
};

interface Place {
  note: Member;
  /** The path within the folder that all notes share. */
  what: string;
  files: FileIndex;
  /** Files that belong to it, whether or not its text shows them. */
  bundle: readonly Member[];
  /** Where it is of Logseq. */
  graph?: LogseqGraph;
  referred: Set<Member>;
}

function readOne(text: string, { note, what, files, bundle, graph, referred }: Place): ReadItem {
  const { values, content: written, problem } = takeFrontMatter(text);
  const { content, properties } = takeProperties(written);
  const rest = graph?.textOf(content) ?? content;
  const fields = takeFields({ ...properties, ...values });
  const day = graph?.dayOf(note.path);
  // A day without a word is one that somebody has only looked at.
  if (day !== undefined && /^[\s#-]*$/.test(rest)) {
    return skipped(what, "It has neither words nor files");
  }
  const times = day === undefined ? fields.times : [day];
  const time = timeOfNote(times, { path: what, day, modifiedAt: note.modifiedAt });
  if (time === undefined) {
    return skipped(what, "Neither it nor its name says when it was written");
  }
  const media = new EntryFiles(referred);
  const missing: string[] = [];
  const shown = replaceFiles(rest, ({ reference, alt }) => {
    const file = files.resolve(reference, note.path);
    // An embedded note is a link to it.
    if (file && ["md", "markdown"].includes(endingOf(file.path))) return undefined;
    if (file) return media.refer(file, { alt });
    if (/\.\w{2,4}$/.test(reference)) missing.push(nameOf(reference));
    return undefined;
  });
  const others = bundle.filter((file) => !media.has(file)).map((file) => {
    const alt = fields.captions.get(file.path.slice(folderOf(note.path).length));
    return media.refer(file, { alt });
  });
  return makeEntry({
    format: "markdown",
    source: fields.id ?? what,
    title: titleOf(fields, { what, graph, day }),
    content: withFiles(shown, others),
    occurredAt: time.occurredAt,
    timeZone: zoneNamed(fields.timeZone),
    updatedAt: fields.updatedAt,
    tags: [...fields.tags, ...tagsInText(rest)],
    ...{ mood: fields.mood, location: fields.location, weather: fields.weather },
    ...{ isFavorite: fields.isFavorite, isPrivate: fields.isPrivate },
    attachments: media.list,
    notes: [
      ...problem ? [problem] : [],
      ...time.note ? [time.note] : [],
      ...missing.length > 0
        ? [`Left out: ${missing.join(", ")}; the archive has no such file`]
        : [],
      ...leftovers(fields.rest),
    ],
  });
}

/** Logseq calls a day by its date, which is no title. */
function titleOf(
  { title }: { title?: string },
  { what, graph, day }: { what: string; graph?: LogseqGraph; day?: string },
): string | undefined {
  if (day !== undefined) return undefined;
  return title ?? graph?.titleOf(what) ?? titleInName(what);
}

/** Properties of a page of Logseq: lines of `name:: value` before anything else. */
function takeProperties(text: string): { properties: Record<string, unknown>; content: string } {
  const properties: Record<string, unknown> = {};
  const lines = text.split("\n");
  let at = 0;
  for (; at < lines.length; at++) {
    // Its first block may have them, too; the lines of a block after its first one are indented.
    const pattern = at === 0 ? /^(?:- )?([a-z][\w-]{0,50})::(?: (.*))?$/i : NEXT_PROPERTY;
    const [, name, value = ""] = pattern.exec(lines[at].trimEnd()) ?? [];
    if (name === undefined) break;
    properties[name] = value;
  }
  return at === 0 ? { properties, content: text } : {
    properties,
    content: lines.slice(at).join("\n").replace(/^\n+/, ""),
  };
}

const NEXT_PROPERTY = /^(?: {2})?([a-z][\w-]{0,50})::(?: (.*))?$/i;

/** The folder that a zip of a folder has around everything, which the next export may call otherwise. */
function commonFolder(paths: readonly string[]): string {
  const first = /^[^/]+\//.exec(paths[0] ?? "")?.[0] ?? "";
  return paths.length > 1 && paths.every((path) => path.startsWith(first)) ? first : "";
}
