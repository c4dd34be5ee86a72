import type { SearchOptions } from "../../../lib/search/mod.ts";

/** Where the journals and the index are. */
export interface Place extends Pick<SearchOptions, "directory" | "databaseUrl"> {
  /** A file, or the address of a server of KV Connect. */
  kv: string;
  /** The directory of the bytes of attachments. */
  blobs: string;
}

/** An entry as it was when its write was acknowledged, with a word that nothing else has. */
export interface Wrote {
  userId: string;
  id: string;
  version: number;
  word: string;
  /** The digests of its attachments, in their order. */
  files: string[];
}

/** A line that a worker prints. */
export type Said =
  | { kind: "wrote"; wrote: Wrote }
  /** About to remove it for ever: from here on it may be there or not. */
  | { kind: "purging"; id: string }
  | { kind: "purged"; id: string }
  | { kind: "searched"; found: boolean }
  | { kind: "fault"; message: string };

/** How files are encrypted. Without it the server of tests/processes/attachments is killed. */
export const KEY = { key: new Uint8Array(32).fill(1), plainUntil: 0 };

export const USERS = ["ada", "bob", "cy"];
