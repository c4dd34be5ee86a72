import { Parser } from "htmlparser2";
import { EntryFiles, unreferred, withFiles } from "./entry_files.ts";
import { type FileIndex, indexFiles } from "../archive/file_index.ts";
import type { Archive, Member } from "../archive/archive.ts";
import { endingOf, stemOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { htmlToMarkdown, MAX_OPEN_ELEMENTS } from "../text/markup/html_to_markdown.ts";
import { DamagedError } from "../errors.ts";
import { jsonValues } from "../text/json_stream.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { dayInName } from "../text/time/plain_time.ts";
import { readText } from "../text/read_text.ts";
import { label } from "../text/shorten.ts";
import { dayInWords } from "../text/time/day_in_words.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { isRecord, type Json, numberIn, textIn } from "./values.ts";

/** Seconds from 1970 to 2001, where Apple's time begins. */
const EPOCH = 978_307_200;

const TAKEN_OF_ASSET = ["date", "placeName", "latitude", "longitude"];

/** The pages of an Apple Journal export, a page an entry. */
export function appleJournalPages({ members }: Archive): Member[] {
  return members.filter(({ path }) => /(?:^|\/)Entries\/[^/]+\.html$/i.test(path));
}

/**
 * Reads an export of Apple's Journal: Entries/*.html beside Resources/. A page has the day and no time;
 * what is known of a photo lies in a JSON document beside it.
 */
export const readAppleJournal: Reader = async function* (archive) {
  const files = indexFiles(archive);
  const referred = new Set<Member>();
  const pages = appleJournalPages(archive);
  for (const page of pages) {
    try {
      yield await readOne(page, { files, referred });
    } catch (error) {
      yield skipped(page.path, error);
    }
  }
  const isRead = (member: Member) => ["json", "html", "css"].includes(endingOf(member.path));
  yield* unreferred(archive, { referred, isRead });
};

async function readOne(
  page: Member,
  { files, referred }: { files: FileIndex; referred: Set<Member> },
): Promise<ReadItem> {
  const { header, title, body, assets } = partsOf(await readText(page));
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  const references: string[] = [];
  const places: string[] = [];
  let first: number | undefined;
  for (const { id, src, kind } of assets) {
    const sidecar = files.withStem(id).find(({ path }) => endingOf(path) === "json");
    const facts = sidecar ? await readFacts(sidecar) : {};
    const file = (src && files.resolve(src, page.path)) ??
      files.withStem(id).find(({ path }) => endingOf(path) !== "json");
    if (file) references.push(media.refer(file));
    else notes.push(`Left out: ${kind || "a file"}; the archive has no file of it`);
    const place = textIn(facts.placeName);
    if (place) places.push(place);
    first ??= numberIn(facts.date);
    notes.push(...leftovers(untaken(facts, TAKEN_OF_ASSET, `${kind} `)));
  }
  const day = dayInName(stemOf(page.path)) ?? dayInWords(header) ??
    (first === undefined
      ? undefined
      : new Date((first + EPOCH) * 1_000).toISOString().slice(0, 10));
  if (day === undefined) return skipped(page.path, "It does not say on which day it was written");
  return makeEntry({
    format: "apple-journal",
    source: stemOf(page.path),
    title: textIn(title),
    content: withFiles(body, references),
    occurredAt: day,
    location: label(places, FORMAT_LIMITS.labelCharacters),
    attachments: media.list,
    notes,
  });
}

async function readFacts(sidecar: Member): Promise<Json> {
  try {
    for await (const { value } of jsonValues(sidecar, ["$"])) return isRecord(value) ? value : {};
  } catch (error) {
    // The photo is there without it; a hostile archive is not.
    skipped(sidecar.path, error);
  }
  return {};
}

interface Asset {
  id: string;
  /** Such as `photo`, `livePhoto`, `genericMap`. */
  kind: string;
  src?: string;
}

interface Parts {
  header: string;
  title: string;
  /** Markdown. */
  body: string;
  assets: Asset[];
}

/** Takes a page apart: its header, its title, its grid of photos, and all the rest, which is the text. */
function partsOf(html: string): Parts {
  const found: Parts = { header: "", title: "", body: "", assets: [] };
  const rest: string[] = [];
  // Where we are in a part that is not the text: the part, and how deep.
  let part: "header" | "title" | "assets" | undefined;
  let depth = 0;
  let open = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++open > MAX_OPEN_ELEMENTS) {
        throw new DamagedError("The page nests its elements too deep");
      }
      const classes = (attributes.class ?? "").split(/\s+/);
      if (part === undefined) {
        part = partOf(classes);
        depth = 0;
      }
      if (part === undefined) {
        rest.push(tag(name, attributes));
        return;
      }
      depth++;
      if (part !== "assets") return;
      if (classes.includes("gridItem")) {
        const kind = /assetType_(\w+)/.exec(attributes.class)?.[1] ?? "";
        found.assets.push({ id: attributes.id ?? "", kind });
      }
      const asset = found.assets.at(-1);
      const { src } = attributes;
      if (asset && src && !src.startsWith("data:")) asset.src ??= src;
    },
    ontext(text) {
      if (part === undefined) rest.push(escape(text));
      else if (part !== "assets") found[part] += text;
    },
    onclosetag(name) {
      open--;
      if (part === undefined) rest.push(`</${name}>`);
      else if (--depth === 0) part = undefined;
    },
  });
  parser.write(html);
  parser.end();
  return { ...found, title: found.title.trim(), body: bodyOf(rest.join(""), html) };
}

function partOf(classes: readonly string[]): "header" | "title" | "assets" | undefined {
  if (classes.includes("pageHeader")) return "header";
  if (classes.includes("title")) return "title";
  return classes.some((name) => name === "assetGrid" || name === "gridItem") ? "assets" : undefined;
}

function tag(name: string, attributes: Record<string, string>): string {
  const kept = ["class", "href", "src", "alt", "start"].flatMap((key) =>
    attributes[key] === undefined ? [] : [` ${key}="${escape(attributes[key])}"`]
  );
  return `<${name}${kept.join("")}>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Emphasis is in classes of spans, which the page's style explains. */
function bodyOf(html: string, page: string): string {
  const marks = new Map<string, string>();
  for (const [, name, rule] of page.matchAll(/span\.(s\d{1,4})\s*\{([^}]{0,1000})\}/g)) {
    const bold = /font-weight:\s*(?:bold|[6-9]00)/.test(rule) ? "**" : "";
    const italic = /font-style:\s*italic/.test(rule) ? "*" : "";
    const struck = /line-through/.test(rule) ? "~~" : "";
    if (bold || italic || struck) marks.set(name, struck + bold + italic);
  }
  return htmlToMarkdown(html, { marksOf: (classes) => marks.get(classes.trim()) });
}
