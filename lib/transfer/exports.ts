import { ulid } from "ulid";
import { erasureKey } from "../journal/mod.ts";
import { commit, removeAll, type RemoveOptions, type Store } from "../kv/store.ts";

/**
 * | key                     | value                                              |
 * | ----------------------- | -------------------------------------------------- |
 * | `export, <user>, <id>`  | `ExportProgress`: how far a download is; an hour   |
 */
const EXPORT = "export";

const KEPT_MS = 3_600_000;

/** A process says every ten seconds that a download is under way, whether or not anything moves. */
const SILENT_MS = 30_000;

/**
 * `stopped`: whoever downloads has gone. `failed`: it could not be read here. `lost`: the process
 * that made it says nothing any more.
 */
export type ExportState = "running" | "done" | "stopped" | "failed" | "lost";

/** How far a download is: of a zip, or of one document. */
export interface ExportProgress {
  readonly id: string;
  readonly state: ExportState;
  /** How many entries are in it, and how many bytes of it have been taken. */
  readonly entries: number;
  readonly bytes: number;
  /** About how much it will be, absent until that is counted. How long a document will be nobody knows. */
  readonly of?: { readonly entries: number; readonly bytes?: number };
  /** When something was last heard of it, in milliseconds; its end, where it has ended. */
  readonly touchedAt: number;
}

/** Which part of it is there: bytes say how long it takes, entries where nobody knows the bytes. */
export function exportShare({ entries, bytes, of }: ExportProgress): number | undefined {
  const [done, all] = of?.bytes === undefined ? [entries, of?.entries] : [bytes, of.bytes];
  return all === undefined || all === 0 ? undefined : done / all;
}

/** Writes down how far one download is. Rejects where nothing can be written. */
export type TellExport = (now: Omit<ExportProgress, "id" | "touchedAt">) => Promise<void>;

/** The downloads of all people, in KV, so that any process can say how far one is. */
export interface Exports {
  /** The last one of the last hour. */
  latest(userId: string): Promise<ExportProgress | undefined>;
  /** Returns what tells of a new one. */
  begin(userId: string): TellExport;
  /** Removes all of a person and returns how much that was. */
  erase(userId: string, options: RemoveOptions): Promise<number>;
}

/** Opens the downloads of `store`; `now` is milliseconds since the epoch. */
export function openExports(store: Store, now: () => number): Exports {
  const prefixOf = (userId: string) => [EXPORT, erasureKey(userId)[1]];
  return {
    async latest(userId) {
      const options = { limit: 1, reverse: true };
      const rows = store.read.list<ExportProgress>({ prefix: prefixOf(userId) }, options);
      const [row] = await Array.fromAsync(rows);
      const quietFor = row === undefined ? Infinity : now() - row.value.touchedAt;
      if (quietFor > KEPT_MS) return undefined;
      const isLost = row.value.state === "running" && quietFor > SILENT_MS;
      return isLost ? { ...row.value, state: "lost" } : row.value;
    },
    begin(userId) {
      const id = ulid(now());
      const key = [...prefixOf(userId), id];
      let versionstamp: string | null = null;
      return async (progress) => {
        const value: ExportProgress = { id, ...progress, touchedAt: now() };
        // Nothing comes back that an erasure has removed.
        const written = await commit(
          store,
          (operation) =>
            operation.check({ key: erasureKey(userId), versionstamp: null })
              .check({ key, versionstamp }).set(key, value, { expireIn: KEPT_MS }),
        );
        if (written.ok) versionstamp = written.versionstamp;
      };
    },
    erase: (userId, options) => removeAll(store, prefixOf(userId), options),
  };
}
