import { quote, quoteAll } from "./text.ts";

/** Stable names of what can go wrong. */
export type JournalErrorCode =
  | "not_found"
  | "invalid"
  | "limit_exceeded"
  | "conflict"
  | "trashed"
  | "busy"
  | "being_deleted"
  | "damaged";

/**
 * The base of all errors that a caller of the journal can act on. `message` says what is wrong and
 * `advice` what to do next, each in one sentence without a final full stop.
 */
export abstract class JournalError extends Error {
  abstract readonly code: JournalErrorCode;

  constructor(message: string, readonly advice: string) {
    super(message);
    this.name = new.target.name;
  }
}

const WHERE_TO_LOOK = {
  entry: "List the entries to see which exist",
  revision: "List the revisions of the entry to see which exist",
  tag: "List the tags to see which exist",
  attachment: "Read the entry to see which attachments it has",
  file: "Upload it again",
  draft: "List the drafts to see which exist",
  upload: "Request another upload, and use it with the same client within a day",
} as const;

/** An id or a name that leads to nothing the viewer may see. */
export class NotFoundError extends JournalError {
  readonly code = "not_found";

  constructor(kind: keyof typeof WHERE_TO_LOOK, reference: string) {
    super(`There is no ${kind} ${quote(reference)}`, WHERE_TO_LOOK[kind]);
  }
}

/** Tags that the viewer does not have, and that may not be made. */
export class MissingTagsError extends JournalError {
  readonly code = "not_found";

  constructor(readonly names: readonly string[]) {
    const what = names.length === 1 ? "is no tag" : "are no tags";
    super(`There ${what} ${quoteAll(names)}`, "List the tags to see which exist");
  }
}

/** The bytes of a file are not those that were kept. */
export class DamagedFileError extends JournalError {
  readonly code = "damaged";

  constructor(name: string) {
    super(
      `The bytes of ${quote(name)} are damaged on the server`,
      "Tell the person: whoever runs the server can restore them from a backup",
    );
  }
}

/** A value that could never be right. */
export class InvalidError extends JournalError {
  readonly code = "invalid";
}

/** A cursor that does not come from the list that it is used on. */
export class InvalidCursorError extends InvalidError {
  /** @param list where it should come from, such as `a list of entries` */
  constructor(cursor: string, list: string) {
    super(
      `Cursor ${quote(cursor)} does not come from ${list}`,
      "Give nextCursor of the page before as it was, or leave it out to start again",
    );
  }
}

/** A value that is larger than a limit allows. */
export class LimitError extends JournalError {
  readonly code = "limit_exceeded";

  constructor(what: string, size: { actual: number; limit: number; unit: string }) {
    const { actual, limit, unit } = size;
    super(
      `${what} has ${actual} ${unit}, more than the limit of ${limit}`,
      `Stay within ${limit} ${unit}`,
    );
  }
}

/** Something else is there already: a newer version, or a tag of the same name. */
export class ConflictError extends JournalError {
  readonly code = "conflict";
}

/** The entry is in the trash, where it cannot be changed. */
export class TrashedError extends JournalError {
  readonly code = "trashed";

  constructor(id: string) {
    super(`Entry ${quote(id)} is in the trash and cannot be changed`, "Restore the entry first");
  }
}

/** An entry, as far as an error names it. */
interface NamedEntry {
  id: string;
  title: string;
}

/** The idempotency key has made an entry of other arguments. */
export class KeyTakenError extends ConflictError {
  /** What the key has made. */
  readonly entryId: string;

  constructor(key: string, { id, title }: NamedEntry) {
    super(
      `Idempotency key ${quote(key)} belongs to the entry ${quote(title)} (id ${id}), which was ` +
        "made of other arguments, so nothing was written",
      "Give another key to write another entry, or update that one",
    );
    this.entryId = id;
  }
}

/** What the idempotency key has made is in the trash. */
export class KeyOfTrashedError extends JournalError {
  readonly code = "trashed";

  /** @param entry absent if the viewer may not see it */
  constructor(key: string, entry?: NamedEntry) {
    const what = entry ? `the entry ${quote(entry.title)} (id ${entry.id})` : "an entry";
    super(
      `Idempotency key ${quote(key)} belongs to ${what} in the trash, so nothing was written`,
      "Restore that entry, or give another key to write a new one",
    );
  }
}

/** Other writers kept getting in between. */
export class BusyError extends JournalError {
  readonly code = "busy";

  constructor() {
    super("The journal is being changed by too many writers at once", "Try again in a moment");
  }
}

/** The person has asked to delete everything, and that is under way. */
export class BeingErasedError extends JournalError {
  readonly code = "being_deleted";

  constructor() {
    super(
      "Everything of this person is being deleted",
      "Nothing can be written until that is done",
    );
  }
}
