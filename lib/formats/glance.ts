import type { Archive, Member } from "./archive/archive.ts";
import { endingOf } from "./archive/paths.ts";
import { peek } from "./text/read_text.ts";

/** Entries with rich text begin with much that is not their names. */
const HEAD = 262_144;

/** Of the documents of an archive, how many are looked into. */
const DOCUMENTS = 5;

/** What can be seen of an archive without reading it. */
export interface Glance {
  archive: Archive;
  /** The beginnings of its first documents in JSON, or of texts that are JSON. */
  json: readonly string[];
  /** The beginnings of its tables. */
  csv: readonly string[];
  /** The beginnings of its plain texts. */
  texts: readonly string[];
}

/** Looks into the first few documents of each kind. */
export async function glanceAt(archive: Archive): Promise<Glance> {
  const { members, isZip } = archive;
  const named = (...endings: string[]) =>
    members.filter(({ path }) => endings.includes(endingOf(path)));
  // A single file can have any name.
  const others = isZip ? named("txt") : named("txt", "log", "");
  const heads = (some: readonly Member[]) =>
    Promise.all(some.slice(0, DOCUMENTS).map((member) => peek(member, HEAD)));
  const plain = await heads(others);
  return {
    archive,
    json: [...await heads(named("json")), ...plain.filter(isJson)],
    csv: await heads(named("csv", "tsv")),
    texts: plain.filter((text) => !isJson(text)),
  };
}

function isJson(text: string): boolean {
  return /^\uFEFF?\s*(?:\{|\[\s*[[{"\]])/.test(text);
}
