/** Every limit of the journal. A character is one Unicode code point. */
export const LIMITS = {
  titleCharacters: 200,
  /** UTF-8 bytes: 256 KiB. */
  contentBytes: 262_144,
  /** Mood, location and weather, each. */
  labelCharacters: 200,
  tagNameCharacters: 100,
  tagDescriptionCharacters: 1_000,
  /** Passages that one update replaces. */
  replacementsPerUpdate: 100,
  tagsPerEntry: 100,
  tagsPerUser: 1_000,
  attachmentsPerEntry: 30,
  fileNameCharacters: 200,
  altCharacters: 1_000,
  /** Of all names and alt texts of one entry, in UTF-16: answers have to have room for them. */
  attachmentTextBytes: 10_000,
  /** 512 MiB, each. */
  attachmentBytes: 536_870_912,
  /** How long an address for an upload, or to a file, is good. */
  uploadMinutes: 15,
  idempotencyKeyCharacters: 200,
  /** After these the same key may make another entry. */
  idempotencyKeyHours: 24,
  /** UTF-8 bytes of all that a form holds: its text is written as JSON. */
  draftBytes: 600_000,
  draftsPerUser: 30,
  /** How long a draft is kept after its last change. */
  draftDays: 30,
  pageSize: 100,
  queryCharacters: 1_000,
  /** How long an entry stays in the trash before it is unknown. */
  trashDays: 30,
  /** The newest ones are kept. */
  revisionsPerEntry: 1_000,
  /** How long the change feed remembers that an entry is gone. */
  tombstoneDays: 90,
} as const;

/** For how long an import can be undone: as long as what it puts into the trash stays there. */
export const UNDO_DAYS = LIMITS.trashDays;
