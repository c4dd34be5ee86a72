import { DAY_MS } from "../../../lib/time.ts";

/** What an entry has, and had. Nothing else of it matters here. */
export interface Kept {
  files: string[];
  isPrivate: boolean;
}

/** An entry with files. */
export interface FiledEntry extends Kept {
  version: number;
  trashedAt?: number;
  /** When the undo of an import has put it into the trash. */
  undoneAt?: number;
  /** By version, the oldest first. */
  past: (Kept & { version: number })[];
  /** All that it has ever had. */
  used: Set<string>;
}

/** Bytes that are here. */
export interface KnownFile {
  size: number;
  /** When somebody brought it, until an entry takes it. */
  waitsSince?: number;
}

const TRASH_MS = 30 * DAY_MS;

/** The files of one person, told in the simplest way. */
export class FilesModel {
  readonly entries = new Map<string, FiledEntry>();
  /** By digest. */
  readonly files = new Map<string, KnownFile>();

  constructor(readonly maxBytes: number) {}

  /** The bytes of all files. */
  get bytes(): number {
    return [...this.files.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Removes what is over by now: entries in the trash, then files that nobody has or waits for. */
  expire(now: number): void {
    for (const [id, { trashedAt = Infinity }] of this.entries) {
      if (trashedAt + TRASH_MS <= now) this.entries.delete(id);
    }
    const used = new Set([...this.entries.values()].flatMap(({ used }) => [...used]));
    for (const [sha256, { waitsSince = -Infinity }] of this.files) {
      if (!used.has(sha256) && waitsSince + DAY_MS <= now) this.files.delete(sha256);
    }
  }

  /** Whether there was room for it. */
  bring(sha256: string, { size, now }: { size: number; now: number }): boolean {
    if (!this.files.has(sha256) && this.bytes + size > this.maxBytes) return false;
    this.files.set(sha256, { size, waitsSince: now });
    return true;
  }

  /** Whether a viewer may name a file for an entry that has others by now. */
  mayUse(sha256: string, { seesPrivate, has = [] }: { seesPrivate: boolean; has?: string[] }) {
    const file = this.files.get(sha256);
    if (has.includes(sha256)) return true;
    if (file === undefined) return false;
    if (seesPrivate || file.waitsSince !== undefined) return true;
    return [...this.entries.values()].some((entry) =>
      !entry.isPrivate && entry.files.includes(sha256)
    );
  }

  /** The entry has these files from now on: those that are new to it wait for nobody any more. */
  give(entry: FiledEntry, files: readonly string[], has: readonly string[] = entry.files): void {
    for (const sha256 of files) {
      entry.used.add(sha256);
      if (!has.includes(sha256)) delete this.files.get(sha256)!.waitsSince;
    }
    entry.files = [...files];
  }

  /** Keeps what an entry says as a revision. */
  keep(entry: FiledEntry): void {
    const { files, isPrivate, version } = entry;
    entry.past.push({ files: [...files], isPrivate, version });
  }
}
