import { FORMAT_LIMITS } from "../../limits.ts";
import { moment } from "../../text/time/plain_time.ts";
import { label } from "../../text/shorten.ts";
import { isRecord, namesIn, textIn } from "../values.ts";

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
  /** What was not taken. */
  rest: Record<string, unknown>;
}

/** Takes the fields of an entry from front matter, whatever it calls them. */
export function takeFields(values: Record<string, unknown>): MarkdownFields {
  const rest = new Map(Object.entries(values));
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
    updatedAt: moment(take("updated")[0]),
    tags: take("tags").flatMap(tagNames),
    mood: line("mood"),
    location: line("location"),
    weather: line("weather"),
    isFavorite: flag("favorite"),
    isPrivate: flag("private"),
    rest: Object.fromEntries([...rest].filter(([, value]) => !isNothing(value))),
  };
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
  return value === null || value === "" || Array.isArray(value) && value.length === 0;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
