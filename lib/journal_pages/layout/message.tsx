import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import type { ShownPage } from "../context.ts";
import { JournalPage } from "./page.tsx";

/** A page that says why it cannot go on, and leads back to the journal. */
export function showMessage(
  { title, message, status, retryAfter }: {
    title: string;
    message: string;
    status: number;
    /** Seconds. */
    retryAfter?: number;
  },
): ShownPage {
  const page = (
    <JournalPage title={title}>
      <p role="alert">{message}</p>
      <p>
        <a href={JOURNAL_PATHS.journal}>To your journal</a>
      </p>
    </JournalPage>
  );
  return { page, status, retryAfter };
}

/** The answer where nothing is, or nothing of this person: both look the same. */
export function showNothing(): ShownPage {
  const message = "There is no such entry in your journal, or no longer.";
  return showMessage({ title: "Not found", message, status: 404 });
}

/** The answer to somebody who opens more than we have time for. */
export function showTooOften(retryAfter: number): ShownPage {
  const message = `You have opened very many pages. Wait ${retryAfter} seconds, and try again.`;
  return showMessage({ title: "Not so fast", message, status: 429, retryAfter });
}
