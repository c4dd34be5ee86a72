import type { ReadAttachment, Skipped } from "../read_entry.ts";
import type { Archive, Member } from "../archive/archive.ts";
import { nameOf } from "../archive/paths.ts";

/** What is known of a file beside its bytes. */
export type FileFacts = Partial<Pick<ReadAttachment, "name" | "type" | "alt" | "sha256">>;

/** The files of one entry, each once, in the order in which it names them. */
export class EntryFiles {
  readonly list: ReadAttachment[] = [];
  readonly #names = new Map<Member, string>();
  /** Names, and with which number to look for the next one of a name. */
  readonly #taken = new Map<string, number>();

  /** @param referred where each file of any entry is remembered */
  constructor(readonly referred?: Set<Member>) {}

  /** Adds a file, and returns what stands for it in the text. */
  refer(member: Member, { name = nameOf(member.path), ...facts }: FileFacts = {}): string {
    const known = this.#names.get(member) ?? this.#add(member, { name: plainName(name), ...facts });
    return `![${(facts.alt ?? "").replace(/[[\]\n]/g, " ").trim()}](${escaped(known)})`;
  }

  /** Whether a file is one of them. */
  has(member: Member): boolean {
    return this.#names.has(member);
  }

  #add(member: Member, { name, ...facts }: FileFacts & { name: string }): string {
    const unique = this.#unique(name);
    this.#names.set(member, unique);
    this.referred?.add(member);
    const { size } = member;
    this.list.push({ name: unique, ...facts, size, open: () => Promise.resolve(member.open()) });
    return unique;
  }

  #unique(name: string): string {
    const [, stem, ending = ""] = /^(.*?)(\.[^.]*)?$/s.exec(name)!;
    for (let n = this.#taken.get(name) ?? 1;; n++) {
      const next = n === 1 ? name : `${stem} (${n})${ending}`;
      if (this.#taken.has(next)) continue;
      this.#taken.set(next, 1).set(name, n + 1);
      return next;
    }
  }
}

/** A name of which nothing is a path, whatever an app or somebody has written. */
export function plainName(name: string): string {
  const last = nameOf(name.replaceAll("\\", "/")).replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return /^\.*$/.test(last) ? "file" : last.slice(-MAX_NAME).toWellFormed();
}

const MAX_NAME = 200;

/** A name as the address of a link. */
function escaped(name: string): string {
  return encodeURI(name.toWellFormed()).replace(
    /[()?#]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Puts what stands for files after a text, with a blank line between. */
export function withFiles(content: string, references: readonly string[]): string {
  if (references.length === 0) return content;
  return [...content.trim() === "" ? [] : [content.trimEnd(), ""], ...references].join("\n");
}

/** The files that no entry refers to, so that none is left out silently. */
export function* unreferred(
  { members }: Archive,
  { referred, isRead }: { referred: ReadonlySet<Member>; isRead: (member: Member) => boolean },
): Iterable<Skipped> {
  for (const member of members) {
    if (isRead(member) || referred.has(member)) continue;
    yield { kind: "skipped", what: member.path, why: "No entry refers to it" };
  }
}
