import type { ImportJob, ImportState } from "../../transfer/mod.ts";
import { counted } from "./counted.ts";
import { iso } from "./entries.ts";

/** How far an import of a file is, for a client. */
export interface ImportStatus {
  state: ImportState;
  percent?: number;
  entries?: number;
  of?: number;
  leftOut?: number;
  endedAt?: number;
}

/**
 * What a client is told of an import: never a name, a title or why something failed, which the person
 * reads on the page. How many entries there are only one learns that sees private entries too.
 */
export function statusOf(job: ImportJob, { seesPrivate }: { seesPrivate: boolean }): ImportStatus {
  const { state, done, total, created, updated, failed, look, finishedAt } = job;
  const isMoving = state === "importing" || state === "undoing";
  const of = isMoving ? total : look?.entries;
  const hasWritten = state === "done" || state === "failed";
  return {
    state,
    ...isMoving && total > 0 && { percent: Math.floor(100 * done / total) },
    ...seesPrivate && {
      ...of !== undefined && { of },
      ...isMoving ? { entries: done } : hasWritten ? { entries: created + updated } : {},
    },
    ...failed > 0 && { leftOut: failed },
    ...finishedAt !== undefined && { endedAt: finishedAt },
  };
}

const SENTENCES: Record<ImportState, string> = {
  uploading: "Their file is on its way here.",
  waiting: "Their file is here, and is being read.",
  ready: "Their file is read. It is imported once they say so on the page.",
  importing: "Their file is being imported.",
  undoing: "Their last import is being undone.",
  done: "Their last import is done.",
  failed: "Their last import has failed. The page says why.",
  undone: "Their last import was undone.",
};

/** How far it is in words, and where the person goes on. */
export function statusText(status: ImportStatus | undefined, page: string): string {
  const where =
    "The page for a whole file, a zip of another app or more entries, where they sign " +
    `in, look at what is in it, import it, and can undo that for 30 days: ${page}`;
  if (status === undefined) return `No file was imported in the last 30 days. ${where}`;
  const { state, percent, entries, of, leftOut, endedAt } = status;
  const counts = entries === undefined
    ? of === undefined ? undefined : counted(of, "entry", "entries")
    : of === undefined
    ? counted(entries, "entry", "entries")
    : `${entries} of ${counted(of, "entry", "entries")}`;
  const facts = [
    percent === undefined ? undefined : `${percent}%`,
    counts,
    leftOut === undefined ? undefined : `${counted(leftOut, "record", "records")} left out`,
    endedAt === undefined ? undefined : `ended ${iso(endedAt)}`,
  ].filter((fact) => fact !== undefined);
  return [SENTENCES[state], facts.length > 0 ? `(${facts.join(", ")})` : "", where]
    .filter(Boolean).join(" ");
}
