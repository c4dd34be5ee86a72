import type { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import { LRUCache } from "lru-cache";
import { openDatabase, type SqliteTables } from "./database.ts";
import { isBusy, isDamaged } from "./errors.ts";
import { prepareSchema } from "./schema.ts";

/** One open file. It is closed when nobody uses it any more and another one needs its place. */
interface OpenFile {
  raw: DatabaseSync;
  db: Kysely<SqliteTables>;
  users: number;
  isRetired: boolean;
}

/** The files of all owners, of which a bounded number is open. */
export interface Files {
  /**
   * Runs `work` on the owner's file, again while another process holds it, and once more on a new
   * file if it is damaged. So `work` must do no harm when it is done twice.
   */
  use<T>(owner: string, work: (db: Kysely<SqliteTables>) => Promise<T>): Promise<T>;
  /** Everybody who has a file. */
  owners(): Promise<string[]>;
  /** Closes the owner's file and removes it; returns whether there was one. */
  remove(owner: string): boolean;
  close(): void;
}

export interface FilesOptions {
  /** Where the files are; absent for indexes in memory, which are lost when their place is needed. */
  directory?: string;
  /** How many are open at most, unless more are in use at once. */
  maxOpen: number;
  /** Told of a file that had to be thrown away. */
  onDamage: (error: unknown) => void;
}

const MAX_ATTEMPTS = 200;

/** Returns the files in a directory, which exists. */
export function openFiles({ directory, maxOpen, onDamage }: FilesOptions): Files {
  const open = new LRUCache<string, OpenFile>({ max: maxOpen, dispose: retire });
  const pathOf = (owner: string) => directory ? `${directory}/${owner}.sqlite` : ":memory:";

  function obtain(owner: string): OpenFile {
    const file = open.get(owner) ?? openFile(pathOf(owner));
    if (!open.has(owner)) open.set(owner, file);
    return file;
  }

  /** Somebody else may have replaced the file already. */
  function replace(owner: string, file: OpenFile | undefined): void {
    if (open.peek(owner) !== file) return;
    open.delete(owner);
    discard(pathOf(owner));
  }

  return {
    async use(owner, work) {
      let isReplaced = false;
      for (let attempts = 1;; attempts++) {
        let file: OpenFile | undefined;
        try {
          file = obtain(owner);
          return await whileInUse(file, work);
        } catch (error) {
          if (isBusy(error) && attempts < MAX_ATTEMPTS) {
            await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 20));
          } else if (isDamaged(error) && !isReplaced) {
            onDamage(error);
            replace(owner, file);
            isReplaced = true;
          } else throw error;
        }
      }
    },
    async owners() {
      const names = directory ? await Array.fromAsync(Deno.readDir(directory)) : [];
      return names.flatMap(({ name }) => /^(\w+)\.sqlite$/.exec(name)?.[1] ?? []);
    },
    remove(owner) {
      const wasOpen = open.delete(owner);
      const path = pathOf(owner);
      return path === ":memory:" ? wasOpen : discard(path);
    },
    close: () => open.clear(),
  };
}

function openFile(path: string): OpenFile {
  const { raw, db } = openDatabase(path);
  try {
    if (prepareSchema(raw)) return { raw, db, users: 0, isRetired: false };
  } catch (error) {
    raw.close();
    throw error;
  }
  raw.close();
  discard(path);
  return openFile(path);
}

async function whileInUse<T>(
  file: OpenFile,
  work: (db: Kysely<SqliteTables>) => Promise<T>,
): Promise<T> {
  file.users++;
  try {
    return await work(file.db);
  } finally {
    file.users--;
    closeIfUnused(file);
  }
}

function retire(file: OpenFile): void {
  file.isRetired = true;
  closeIfUnused(file);
}

function closeIfUnused({ raw, users, isRetired }: OpenFile): void {
  if (isRetired && users === 0 && raw.isOpen) raw.close();
}

/**
 * Removes a file and returns whether there was one. Another process that has it open goes on with what
 * it has: nothing in it is wrong.
 */
function discard(path: string): boolean {
  let wasThere = false;
  if (path === ":memory:") return wasThere;
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      Deno.removeSync(name);
      wasThere = true;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return wasThere;
}
