import type { CsvField, CsvMapping } from "../../read_entry.ts";
import { timeInCell } from "./cell_time.ts";

/** What columns are called, by what they can be. */
const NAMES: readonly (readonly [CsvField, RegExp])[] = [
  ["time", /^(?:date.?time|timestamp|created(?:.?at|.?time)?|date|day|datum|fecha|日付)$/i],
  ["timeOfDay", /^(?:time|clock|uhrzeit|hora|時刻)$/i],
  ["content", /^(?:content|text|entry|body|note|notes|description|eintrag|本文)$/i],
  ["title", /^(?:title|subject|heading|name|titel|タイトル)$/i],
  ["tags", /^(?:tags?|labels?|categor(?:y|ies)|schlagw.*)$/i],
  ["mood", /^(?:mood|feeling|stimmung|気分)$/i],
  ["location", /^(?:location|place|address|ort)$/i],
  ["weather", /^(?:weather|wetter)$/i],
  ["favorite", /^(?:is.?)?(?:favou?rite|starred|star|pinned|favorit)$/i],
  ["private", /^(?:is.?)?(?:private|secret|privat)$/i],
];

/** A column with some of its values. */
export interface Column {
  name: string;
  values: readonly string[];
}

/**
 * A mapping for a person to change. The names of the columns suggest it; where none is called as a
 * time or a text is, what is in them does.
 */
export function suggestMapping(columns: readonly (Column | string)[]): Partial<CsvMapping> {
  const all = columns.map((each) => typeof each === "string" ? { name: each, values: [] } : each);
  const free = new Map(all.map((column) => [column.name, column]));
  const mapping: Partial<Record<CsvField, string>> = {};
  const take = (field: CsvField, name: string | undefined) => {
    if (name === undefined || mapping[field] !== undefined) return;
    mapping[field] = name;
    free.delete(name);
  };
  for (const [field, pattern] of NAMES) take(field, all.find(isCalled(pattern, free))?.name);
  take("time", [...free.values()].find(isTimes)?.name);
  if (mapping.title === undefined) take("content", longest([...free.values()])?.name);
  return mapping;
}

function isCalled(pattern: RegExp, free: ReadonlyMap<string, Column>) {
  return ({ name }: Column) => free.has(name) && pattern.test(name);
}

function isTimes({ values }: Column): boolean {
  const said = values.filter((value) => value.trim() !== "");
  const times = said.filter((value) => timeInCell(value) !== undefined);
  return times.length > said.length / 2;
}

/** A text has words; a number or a single word is something else. */
function longest(columns: readonly Column[]): Column | undefined {
  const lengthOf = ({ values }: Column) => Math.max(0, ...values.map(({ length }) => length));
  const texts = columns.filter(({ values }) => values.some((value) => /\S\s+\S/.test(value)));
  return texts.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}
