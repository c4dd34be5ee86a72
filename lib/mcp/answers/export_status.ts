import { type ExportProgress, exportShare, type ExportState } from "../../transfer/mod.ts";
import { counted } from "./counted.ts";
import { iso } from "./entries.ts";

/** How far a download is, for a client. */
export interface ExportStatus {
  state: ExportState;
  percent?: number;
  entries?: number;
  of?: number;
  endedAt?: number;
}

/** What a client is told of a download. How many entries it has only one learns that sees private ones. */
export function exportStatus(
  progress: ExportProgress,
  { seesPrivate }: { seesPrivate: boolean },
): ExportStatus {
  const { state, entries, of, touchedAt } = progress;
  const isRunning = state === "running";
  const share = exportShare(progress);
  return {
    state,
    // The size is an estimate: the end is the end only.
    ...isRunning && share !== undefined && { percent: Math.min(99, Math.floor(100 * share)) },
    ...seesPrivate && { entries, ...of && { of: of.entries } },
    ...!isRunning && { endedAt: touchedAt },
  };
}

const SENTENCES: Record<ExportState, string> = {
  running: "Their download is under way.",
  done: "Their download is complete.",
  stopped: "Their download was ended, or the connection broke: they can begin it again.",
  failed: "Their download has failed through a fault here: they can try again.",
  lost: "Nothing is heard of their download any more: they can begin it again.",
};

/** How far it is in words; undefined where nothing was downloaded in the last hour. */
export function exportStatusText(status: ExportStatus | undefined): string | undefined {
  if (status === undefined) return undefined;
  const { state, percent, entries, of, endedAt } = status;
  const facts = [
    percent === undefined ? undefined : `about ${percent}%`,
    entries === undefined || of === undefined
      ? undefined
      : `${entries} of ${counted(of, "entry", "entries")}`,
    endedAt === undefined ? undefined : `ended ${iso(endedAt)}`,
  ].filter((fact) => fact !== undefined);
  return [SENTENCES[state], facts.length > 0 ? `(${facts.join(", ")})` : ""]
    .filter(Boolean).join(" ");
}
