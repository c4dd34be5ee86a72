import type { Column, CsvMapping, TableLook } from "../formats/mod.ts";

/**
 * Where an import is. `uploading`: its file is not here yet. `waiting`: it is to be looked at. `ready`:
 * it was, and the person chooses. `importing` and `undoing` go on by themselves. The rest is the end.
 */
export type ImportState =
  | "uploading"
  | "waiting"
  | "ready"
  | "importing"
  | "undoing"
  | "done"
  | "failed"
  | "undone";

/** What a person chooses before anything is written. */
export interface ImportChoices {
  /** Where times without a zone are: an IANA name; the person's unless given. */
  timeZone?: string;
  /** Whether all that is new is private. */
  allPrivate: boolean;
  /** Whether entries that are here already stay as they are. */
  keepsExisting: boolean;
}

/** What is in a file, and what would become of it. */
export interface ImportLook {
  /** What people call the format. */
  format: string;
  entries: number;
  /** The first and the last moment, in milliseconds; absent without entries. */
  from?: number;
  to?: number;
  attachments: number;
  /** What an import would do now. */
  created: number;
  updated: number;
  skipped: number;
  /** The first entries of a table, as they would be. */
  first?: readonly LookedAt[];
}

/** A table of which a person chooses what its columns are. */
export interface Table extends Pick<TableLook, "rows" | "mapping" | "order"> {
  /** The first ones, each with its first values; others cannot be chosen, and go into the text. */
  columns: readonly Column[];
  moreColumns: number;
  /** Why nothing can be imported before the person has chosen, without a full stop. */
  problem?: string;
}

/** An entry as it would come. */
export interface LookedAt {
  title: string;
  /** The beginning of its text. */
  text: string;
  /** Milliseconds since the epoch. */
  occurredAt: number;
  /** The day that it has and what clocks showed, each where that is known. */
  day?: string;
  clock?: string;
  tags: readonly string[];
  mood?: string;
  location?: string;
  weather?: string;
  isFavorite: boolean;
  isPrivate: boolean;
}

/** Something that was left out, or taken otherwise than it was there. */
export interface LeftOut {
  /** The title of an entry, or the place of a record. */
  what: string;
  why: string;
  /** Taken, but not as it was there. */
  isNote?: true;
}

/** An import of one person, as it is stored. */
export interface ImportJob {
  readonly id: string;
  readonly userId: string;
  /** The name of its file among the uploads: nothing in it comes from a person. */
  readonly upload: string;
  /** What the person's file was called, to be shown only. */
  readonly name: string;
  /** Of the file, in bytes. */
  readonly size: number;
  readonly createdAt: number;
  readonly state: ImportState;
  readonly look?: ImportLook;
  /** Of a table, until the import begins: what the person can choose from. */
  readonly table?: Table;
  /** What the columns of a table are. */
  readonly mapping?: Partial<CsvMapping>;
  readonly choices?: ImportChoices;
  /** How many pieces of the file are written: where it goes on. */
  readonly pieces: number;
  /** How many entries are done, and of how many. */
  readonly done: number;
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  /** How many records could not be imported, and how many things there are to tell. */
  readonly failed: number;
  readonly told: number;
  /** Why it has failed, as a sentence without a full stop. */
  readonly problem?: string;
  /** Whether the person ended it before its end. */
  readonly isStopped?: true;
  readonly finishedAt?: number;
  /** What the undo did. */
  readonly undo?: { trashed: number; restored: number; kept: number };
  /** The process that works at it, until when. */
  readonly lease?: { by: string; until: number };
  /** When it last went on. */
  readonly touchedAt: number;
}

/** Whether a process has to go on with it. */
export function isWork({ state }: ImportJob): boolean {
  return state === "waiting" || state === "importing" || state === "undoing";
}

/** How many lines one row of what is told has, and a page of it. */
export const TOLD_AT_ONCE = 100;
