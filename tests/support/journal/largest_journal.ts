import { type Journal, LIMITS } from "../../../lib/journal/mod.ts";

/** The longest text of so many characters, four bytes each, with a beginning of its own. */
export function wide(characters: number, beginning = "", sign = "🦊"): string {
  return beginning + sign.repeat(characters - beginning.length);
}

/** A letter of four bytes: many of them are one word, where each 🦊 is one for search. */
const LETTER = "𐌰";

/** Text that is six times as long in JSON. */
export const ESCAPED = "x" + "\u0001".repeat(30_000);

export const CONTENT = `${'One needle. \n"Quoted" 👨‍👩‍👧‍👦 e\u0301 🇩🇪 日記 '.repeat(3_000)}end`;

/** A journal in which everything is as large as the limits allow. */
export interface LargestJournal {
  /** An entry with a hundred tags and a hundred revisions. */
  id: string;
  /** An entry whose content is all escapes. */
  escaped: string;
  tagIds: string[];
  /** How many entries were written on 23 November, a year each. */
  years: number;
  entryCount: number;
}

const MOODS = 25;
const YEARS = 20;

/** Fills an empty journal. */
export async function fillToLimits(journal: Journal): Promise<LargestJournal> {
  const tagIds: string[] = [];
  for (let n = 0; n < LIMITS.tagsPerUser; n++) {
    const tag = await journal.createTag({
      // All of them of words, or described at length, would take minutes, and be no larger an answer.
      name: wide(LIMITS.tagNameCharacters, `${n} `, n < 100 ? "🦊" : LETTER),
      ...n < 100 && { description: wide(LIMITS.tagDescriptionCharacters) },
    });
    tagIds.push(tag.id);
  }
  const largest = {
    title: wide(LIMITS.titleCharacters),
    mood: wide(LIMITS.labelCharacters),
    location: wide(LIMITS.labelCharacters),
    weather: wide(LIMITS.labelCharacters),
    tags: tagIds.slice(0, LIMITS.tagsPerEntry),
  };
  for (let n = 0; n < YEARS; n++) {
    const occurredAt = Date.UTC(1990 + n, 10, 23, 12);
    await journal.createEntry({ ...largest, content: `needle ${wide(300)}`, occurredAt });
  }
  for (const document of manyDays()) {
    const { failed } = await journal.importEntries({ format: "epicme", document });
    if (failed > 0) throw new Error("The days could not be imported");
  }
  const { id } = await journal.createEntry({ ...largest, content: CONTENT });
  for (let n = 0; n < 110; n++) {
    await journal.updateEntry(id, { title: wide(LIMITS.titleCharacters, `${n} `) });
  }
  const escaped = await journal.createEntry({ ...largest, content: ESCAPED });
  return { id, escaped: escaped.id, tagIds, years: YEARS, entryCount: 2 * 12 * MOODS + YEARS + 2 };
}

/** Two years in which each of many moods is noted in each month, on a day of its own. */
function* manyDays(): Generator<string> {
  for (let year = 2018; year < 2020; year++) {
    const records = Array.from({ length: 12 * MOODS }, (_, n) => {
      const at = new Date(Date.UTC(year, n % 12, 1 + Math.floor(n / 12), 12)).toISOString();
      const id = `01ARZ3NDEKTSV4RRFF${year}${String(n).padStart(4, "0")}`;
      const mood = wide(LIMITS.labelCharacters, `${Math.floor(n / 12)} `);
      const flags = { isFavorite: false, isPrivate: false };
      const times = { occurredAt: at, createdAt: at, updatedAt: at };
      return {
        ...{ type: "entry", id, title: "Day", content: "Day", mood, tags: [] },
        ...{ ...flags, ...times, version: 1 },
      };
    });
    yield JSON.stringify({ format: "epicme-journal", formatVersion: 1, records });
  }
}
