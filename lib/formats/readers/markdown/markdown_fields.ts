import { FORMAT_LIMITS } from "../../limits.ts";
import { moment } from "../../text/time/plain_time.ts";
import { label } from "../../text/shorten.ts";
import { isRecord, listIn, msIn, namesIn, recordIn, textIn } from "../values.ts";

/** Names of front matter that say the same, in lower case without spaces, hyphens and underscores. */
const NAMES = {
  id: ["id", "uid", "uuid"],
  title: ["title"],
  times: [
    "occurredat",
    "date",
    "datetime",
    "created",
    "createdat",
    "creationdate",
    "datecreated",
    "day",
    "published",
  ],
  updated: ["updatedat", "updated", "modified", "lastmod", "lastmodified", "datemodified"],
  timeZone: ["timezone", "tz"],
  tags: ["tags", "tag", "keywords", "categories", "category"],
  mood: ["mood", "feeling"],
  location: ["location", "place", "address"],
  weather: ["weather"],
  favorite: ["isfavorite", "favorite", "favourite", "starred", "pinned"],
  private: ["isprivate", "private"],
} as const;

export interface MarkdownFields {
  id?: string;
  title?: string;
  /** What may be the time, the likeliest first. */
  times: string[];
  timeZone?: string;
  updatedAt?: number;
  tags: string[];
  mood?: string;
  location?: string;
  weather?: string;
  isFavorite?: boolean;
  isPrivate?: boolean;
  /** What Hugo calls files of a page, by their names. */
  captions: ReadonlyMap<string, string>;
  /** What was not taken. */
  rest: Record<string, unknown>;
}

/** Takes the fields of an entry from front matter, whatever it calls them. */
export function takeFields(values: Record<string, unknown>): MarkdownFields {
  // Zola has its tags one level deeper.
  const { taxonomies, ...own } = values;
  const rest = new Map(Object.entries({ ...recordIn(taxonomies), ...own }));
  const take = (field: keyof typeof NAMES): unknown[] =>
    NAMES[field].flatMap((name) => {
      const key = [...rest.keys()].find((each) => fold(each) === name);
      const value = key === undefined ? undefined : rest.get(key);
      if (key === undefined || value === undefined || value === null) return [];
      rest.delete(key);
      return [value];
    });
  const line = (field: "mood" | "location" | "weather") =>
    label(take(field).flatMap((value) => words(value)), FORMAT_LIMITS.labelCharacters);
  const flag = (field: "favorite" | "private") => {
    const [value] = take(field);
    return value === undefined ? undefined : value === true || value === "true";
  };
  return {
    id: textIn(take("id").map(String)[0]),
    title: textIn(take("title").map(String)[0]),
    times: take("times").map(String),
    timeZone: textIn(take("timeZone")[0]),
    updatedAt: updatedIn(take("updated")[0]),
    tags: take("tags").flatMap(tagNames),
    mood: line("mood"),
    location: line("location"),
    weather: line("weather"),
    isFavorite: flag("favorite"),
    isPrivate: flag("private"),
    captions: captionsIn(rest),
    rest: Object.fromEntries([...rest].filter(([, value]) => !isNothing(value))),
  };
}

/** Takes the titles that `resources` gives files, unless it names them by patterns. */
function captionsIn(rest: Map<string, unknown>): ReadonlyMap<string, string> {
  const named = listIn(rest.get("resources")).filter(isRecord).flatMap(({ src, title }) => {
    const [path, words] = [textIn(src), textIn(title)?.trim()];
    return path && words && !/[*?[]/.test(path) ? [[path, words] as const] : [];
  });
  if (named.length === listIn(rest.get("resources")).length) rest.delete("resources");
  return new Map(named);
}

/** Logseq has milliseconds in its properties. */
function updatedIn(value: unknown): number | undefined {
  return moment(value) ?? (/^\d{13}$/.test(String(value)) ? msIn(value) : undefined);
}

function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return isRecord(value) ? Object.values(value).map(String) : [String(value)];
}

/** A list, or names with commas; Obsidian takes names with spaces between, too, if each has a mark. */
function tagNames(value: unknown): string[] {
  const text = textIn(value);
  const names = text?.startsWith("#") && !text.includes(",") ? text.split(/\s+/) : namesIn(value);
  return names.map((name) => name.trim().replace(/^#/, "").replace(/^\[\[(.*)\]\]$/, "$1"));
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || value === false ||
    Array.isArray(value) && value.length === 0;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
