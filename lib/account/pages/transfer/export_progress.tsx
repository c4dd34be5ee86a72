import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { Page } from "../../../pages/mod.ts";
import { type ExportProgress, exportShare, type ExportState } from "../../../transfer/mod.ts";
import { entries, megabytes } from "./parts.tsx";

/** A page without script looks again so often. */
const REFRESH_SECONDS = 3;

const WHAT: Record<ExportState, string> = {
  running: "Your file is being made and downloaded.",
  done: "Your file is complete. Your browser has it among its downloads.",
  stopped:
    "The download has stopped: somebody ended it, or the connection broke. What has come is " +
    "not whole. Download it again.",
  failed: "The file could not be made to its end, through a fault here. What has come is not " +
    "whole. Try again in a few minutes.",
  lost:
    "The server that made your file says nothing any more, as when it is restarted. Unless your " +
    "browser goes on, download it again.",
};

/**
 * How far the last download of the last hour is, or how it ended. The script fills it with that of the
 * page of its own; only what the state is gets read out, and not each number.
 */
export function ExportProgressSection({ latest }: { latest?: ExportProgress }) {
  return (
    <section id="download" data-id={latest?.id} data-state={latest?.state} hidden={!latest}>
      <p role="status" id="download-state">{latest && WHAT[latest.state]}</p>
      {latest?.state === "running" && (
        <progress aria-labelledby="download-state" {...shareOf(latest)}></progress>
      )}
      <p class="quiet">{latest && amountOf(latest)}</p>
    </section>
  );
}

/** The same as a page, which looks again by itself where no script runs. */
export function ExportProgressPage({ latest }: { latest?: ExportProgress }) {
  return (
    <Page
      title="Your download"
      wide
      refreshSeconds={latest?.state === "running" ? REFRESH_SECONDS : undefined}
    >
      <ExportProgressSection latest={latest} />
      {!latest && <p>You have downloaded nothing in the last hour.</p>}
      <p>
        <a href={ACCOUNT_PATHS.export}>Back to the choice</a>
      </p>
    </Page>
  );
}

/** The estimate may be too low, so that the end is the end only. */
function shareOf(progress: ExportProgress): { max?: number; value?: number } {
  const share = exportShare(progress);
  return share === undefined ? {} : { max: 100, value: Math.min(99, Math.floor(100 * share)) };
}

function amountOf({ state, entries: done, bytes, of }: ExportProgress): string {
  if (state === "done" || of === undefined) return `${entries(done)}, ${megabytes(bytes)}`;
  const about = bytes < (of.bytes ?? 0) ? ` of about ${megabytes(of.bytes!)}` : "";
  return `${done.toLocaleString("en")} of ${entries(of.entries)}, ${megabytes(bytes)}${about}`;
}
