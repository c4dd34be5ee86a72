import { parse } from "yaml";
import {
  type ExportFormat,
  type ImportFormat,
  type Journal,
  openJournal,
} from "../../../../lib/journal/mod.ts";
import { exportJournal } from "../../../../lib/journal/portability/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { clockAt, DAY, journalIn, randomFrom } from "../helpers.ts";

export interface Exported {
  userId?: string;
  includePrivate?: boolean;
  format?: ExportFormat;
  now?: () => number;
}

/** All pages of an export, at noon unless told otherwise. */
export function pagesOf(store: Store, options: Exported = {}): Promise<string[]> {
  const { userId = "ada", includePrivate = true, format = "json", now = clockAt().now } = options;
  return Array.fromAsync(exportJournal(store, { userId, includePrivate }, { format, now }));
}

/** The whole document. */
export async function documentOf(store: Store, options: Exported = {}): Promise<string> {
  return (await pagesOf(store, options)).join("");
}

/** What a JSON export says. */
// deno-lint-ignore no-explicit-any
export type Record = any;

/** The records of a JSON export, by type. */
export async function recordsOf(store: Store, options: Exported = {}) {
  const records: Record[] = JSON.parse(await documentOf(store, options)).records;
  const of = (type: string) => records.filter((record) => record.type === type);
  return { tags: of("tag"), entries: of("entry"), revisions: of("revision") };
}

/** A document of these records, as an export writes it. */
export function documentWith(records: readonly object[]): string {
  const header = {
    $schema: "urn:epicme:schema:journal-export:1",
    format: "epicme-journal",
    formatVersion: 1,
    exportedAt: "2026-05-17T12:00:00.000Z",
  };
  return JSON.stringify({ ...header, records });
}

/** An entry of a document; `changes` says what is special about it. */
export function entryRecord(n: number, changes: object = {}): Record {
  const time = "2026-05-01T12:00:00.000Z";
  return {
    type: "entry",
    id: idOf(n),
    title: `Entry ${n}`,
    content: `Text ${n}`,
    isFavorite: false,
    isPrivate: false,
    occurredAt: time,
    tags: [],
    createdAt: time,
    updatedAt: time,
    version: 1,
    ...changes,
  };
}

/** A revision of entry `n` of a document. */
export function revisionRecord(n: number, version: number, changes: object = {}): Record {
  const { createdAt: _created, updatedAt: savedAt, ...entry } = entryRecord(n);
  const id = idOf(1_000 * n + version);
  return { ...entry, type: "revision", id, entryId: idOf(n), version, savedAt, ...changes };
}

/** An id for a number. */
export function idOf(n: number): string {
  return `01ARZ3NDEK${String(n).padStart(16, "0")}`;
}

/** Imports a document into somebody's journal. */
export function importInto(
  journal: Journal,
  document: string | readonly object[],
  { format = "epicme", ...rest }: { format?: ImportFormat; dryRun?: boolean; timeZone?: string } =
    {},
) {
  const text = typeof document === "string" ? document : documentWith(document);
  return journal.importEntries({ format, document: text, ...rest });
}

/** The parts of a Markdown export, split as its front matter says. */
export function splitMarkdown(document: string): { facts: Record; text: string }[] {
  const lines = document.split("\n");
  const parts: { facts: Record; text: string }[] = [];
  for (let at = 0; lines[at] === "---";) {
    const end = lines.indexOf("---", at + 1);
    const facts = parse(lines.slice(at + 1, end).join("\n"));
    const count = facts.lines ?? 0;
    parts.push({ facts, text: lines.slice(end + 1, end + 1 + count).join("\n") });
    at = end + 1 + count + (facts.lines === undefined ? 0 : 1);
  }
  return parts;
}

const ALPHABET = [
  ..."abc XYZ\n\r\t\"\\'`#-_*:{}[]|>&!%@\u0001\u007f\u0085\u2028\u00e9\u00df",
  ...[
    "\n---\n",
    "👩‍👩‍👧",
    "日本語",
    "\u202e",
    "\ufeff",
    "א",
    "e\u0301",
    "---",
    "]}",
    ',{"type":"entry"}\n',
  ],
];

/** A journal with a bit of everything, the same for the same seed. */
export async function fillAtRandom(store: Store, seed: number): Promise<() => number> {
  const random = randomFrom(seed);
  const clock = clockAt();
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)];
  const text = (length: number) =>
    `x${Array.from({ length }, () => pick(ALPHABET)).join("").trim()}`.trim();
  const short = () => text(1 + below(20));
  const journalOf = () =>
    openJournal(
      store,
      { userId: "ada", includePrivate: true, client: pick(["", "cli", "app 日"]) },
      {
        now: clock.now,
      },
    );
  const tick = () => clock.advance(below(DAY / 4));
  for (let n = 0; n < 120; n++) {
    const description = random() < 0.5 ? text(50) : undefined;
    await journalOf().createTag({ name: `${n} ${short()}`, description });
  }
  const tags = (await journalOf().listTags()).map(({ id }) => id);
  for (let n = 0; n < 40; n++) {
    tick();
    const maybe = () => random() < 0.3 ? short() : undefined;
    const { id } = await journalOf().createEntry({
      title: short(),
      content: n === 0
        ? "é".repeat(131_072)
        : n === 1
        ? `a${'"'.repeat(262_143)}`
        : text(below(400)),
      ...{ mood: maybe(), location: maybe(), weather: maybe() },
      isFavorite: random() < 0.3,
      isPrivate: random() < 0.3,
      occurredAt: random() < 0.5 ? undefined : below(1e12) - 1e11,
      tags: n === 2 ? tags.slice(0, 100) : tags.filter(() => random() < 0.02),
    });
    const changes = n === 3 ? 230 : below(4);
    for (let change = 0; change < changes; change++) {
      if (random() < 0.1) tick();
      const content = random() < 0.6 ? text(below(n === 4 ? 3_000 : 300)) : undefined;
      await journalOf().updateEntry(id, {
        ...random() < 0.5 && { title: short() },
        ...random() < 0.3 && { mood: pick([null, short()]) },
        ...random() < 0.2 && { isPrivate: random() < 0.5 },
        isFavorite: random() < 0.5,
        content,
      });
    }
    if (n !== 2 && random() < 0.3) await journalOf().addTagToEntry(id, pick(tags));
    if (n > 4 && random() < 0.25) await journalOf().trashEntry(id);
  }
  for (const tag of tags.slice(110)) await journalOf().deleteTag(tag);
  await journalOf().updateTag(tags[0], { name: "Renamed" });
  return clock.now;
}

/** Somebody else's empty journal in the same store, or in another one. */
export function emptyJournal(store: Store, now: () => number, userId = "ben"): Journal {
  return journalIn(store, { userId, client: "importer", now });
}
