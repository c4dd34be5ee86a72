/** Stable names of what can be wrong with a file. */
export type FormatErrorCode =
  | "unknown_format"
  | "too_large"
  | "unsafe"
  | "damaged"
  | "encrypted"
  | "bad_mapping";

/**
 * The base of all errors that a file can cause. `message` says what is wrong with it and `advice` what
 * its person can do, each in one sentence without a final full stop.
 */
export abstract class FormatError extends Error {
  abstract readonly code: FormatErrorCode;

  constructor(message: string, readonly advice: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A file that no reader knows. */
export class UnknownFormatError extends FormatError {
  readonly code = "unknown_format";
}

/** A file, or a part of it, that is larger than we read. */
export class TooLargeError extends FormatError {
  readonly code = "too_large";
}

/** An archive as nobody makes it who only wants to move a journal. Nothing more of it is read. */
export class UnsafeArchiveError extends FormatError {
  readonly code = "unsafe";

  constructor(message: string) {
    super(message, "Export the journal again from the app that it comes from");
  }
}

/** A file that breaks off, or that is not what it says. */
export class DamagedError extends FormatError {
  readonly code = "damaged";

  constructor(message: string, advice = "Export the journal again, or upload the file again") {
    super(message, advice);
  }
}

/** An archive that a password protects. */
export class EncryptedError extends FormatError {
  readonly code = "encrypted";

  constructor(name: string) {
    super(`${name} is protected by a password`, "Export the journal without a password");
  }
}

/** A mapping of columns that does not fit its file. */
export class MappingError extends FormatError {
  readonly code = "bad_mapping";

  constructor(message: string) {
    super(message, "Choose the column that has the time, and the one that has the text");
  }
}
