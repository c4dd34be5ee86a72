import { withoutInvisible } from "../../../../lib/invisible.ts";
import type { EntryQuery } from "../../../../lib/journal/mod.ts";
import type { KnownEntry, Person, Viewer } from "../model.ts";
import { matching } from "../read.ts";
import { existsFor } from "../tags.ts";

/** What somebody looks for: an entry must have all of it. */
export type Wanted = { words: string[]; isBeginning?: boolean }[];

/** The entries that a search must find, in no order. */
export function found(
  person: Person,
  viewer: Viewer,
  { wanted, query }: { wanted: Wanted; query: EntryQuery },
): KnownEntry[] {
  const entries = matching(person, viewer, query);
  if (wanted.length === 0) return [];
  return entries.filter(({ title, content, mood = "", location = "", weather = "", tagIds }) => {
    const tags = tagIds.map((id) => person.tags.get(id)!)
      .filter((tag) => existsFor(person, viewer, tag)).map(({ name }) => name);
    const texts = [title, content, mood, location, weather, ...tags].map(wordsOf);
    return wanted.every((term) => texts.some((words) => occurs(term, words)));
  });
}

/** The words of a text as they are compared: without case and accents. */
export function wordsOf(text: string): string[] {
  const bare = withoutInvisible(text).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  // Edits put words of different scripts side by side.
  return bare.match(/[[\p{L}\p{N}]--\p{scx=Han}]+|\p{scx=Han}+|\p{Extended_Pictographic}/gv) ?? [];
}

/** How the query says it: in quotation marks, so that no other form of a word is found. */
export function queryOf(wanted: Wanted): string {
  return wanted.map(({ words, isBeginning }) => `"${words.join(" ")}"${isBeginning ? "*" : ""}`)
    .join(" ");
}

function occurs({ words, isBeginning }: Wanted[number], text: readonly string[]): boolean {
  const wanted = words.flatMap(wordsOf);
  return text.some((_, start) =>
    wanted.every((word, n) => {
      const here = text[start + n] ?? "";
      if (/\p{scx=Han}/u.test(word)) return here.includes(word);
      return isBeginning && n === wanted.length - 1 ? here.startsWith(word) : here === word;
    })
  );
}
