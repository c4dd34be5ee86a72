/** Invented journals, and questions that their owners ask. */
export interface Dataset {
  journals: readonly JournalData[];
}

/** A journal in one language, or in two. */
export interface JournalData {
  /** Whose it is; the name of its file. */
  name: string;
  entries: readonly EntryData[];
  questions: readonly QuestionData[];
}

export interface EntryData {
  /** Names the entry within its journal. */
  id: string;
  /** ISO 8601, without a time. */
  day: string;
  title: string;
  content: string;
  tags?: readonly string[];
}

export interface QuestionData {
  question: string;
  /** The ids of entries that hold the answer: any of them is right. */
  answers: readonly string[];
  language: string;
  /** What makes it hard, such as "other words", "name", "typing fault" or "two facts". */
  kind: string;
}

const FOLDER = new URL("data/", import.meta.url);

/** Reads the journals of the folder `data`, in the order of their names. */
export async function readDataset(): Promise<Dataset> {
  const names = (await Array.fromAsync(Deno.readDir(FOLDER))).map(({ name }) => name)
    .filter((name) => name.endsWith(".json")).sort();
  const journals = names.map(async (file): Promise<JournalData> => ({
    name: file.replace(/\.json$/, ""),
    ...JSON.parse(await Deno.readTextFile(new URL(file, FOLDER))),
  }));
  return { journals: await Promise.all(journals) };
}
