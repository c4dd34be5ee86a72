/** Result codes of SQLite (https://sqlite.org/rescode.html) that mean something to do. */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Whether another process has the file just now. */
export function isBusy(error: unknown): boolean {
  return [BUSY, LOCKED].includes(codeOf(error));
}

/** Whether the file is no use any more; also one that was deleted or replaced while it was open. */
export function isDamaged(error: unknown): boolean {
  return [READ_ONLY, IO_ERROR, CORRUPT, NOT_A_DATABASE].includes(codeOf(error));
}

/** The primary code; 0 for what is not an error of SQLite. */
function codeOf(error: unknown): number {
  const isSqlite = error instanceof Error && "errcode" in error;
  return isSqlite ? Number(error.errcode) & 0xff : 0;
}
