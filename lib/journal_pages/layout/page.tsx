import type { Child } from "hono/jsx";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { Page } from "../../pages/mod.ts";
import { Notice } from "../../pages/notice.tsx";
import { JOURNAL_STYLE } from "./style.ts";

/** The places that every page of the journal leads to. */
const PLACES = [
  { at: "journal", path: JOURNAL_PATHS.journal, name: "Journal" },
  { at: "write", path: JOURNAL_PATHS.write, name: "Write" },
  { at: "calendar", path: JOURNAL_PATHS.calendar, name: "Calendar" },
  { at: "print", path: JOURNAL_PATHS.print, name: "Print" },
  { at: "account", path: ACCOUNT_PATHS.account, name: "Account" },
] as const;

export type Place = typeof PLACES[number]["at"];

/** The frame around a page of the journal, with the way to the others. */
export function JournalPage(
  { title, at, notice, script, hasHeading, children }: {
    title: string;
    /** Which of the places this is, if it is one. */
    at?: Place;
    notice?: string;
    /** Also to be given with the reply. */
    script?: string;
    hasHeading?: boolean;
    children?: Child;
  },
) {
  return (
    <Page
      title={title}
      wide
      isHidden
      style={JOURNAL_STYLE}
      script={script}
      hasHeading={hasHeading}
      top={<Top at={at} />}
    >
      <Notice message={notice} />
      {children}
    </Page>
  );
}

function Top({ at }: { at?: Place }) {
  return (
    <div class="top">
      <a href={JOURNAL_PATHS.journal}>EpicMe</a>
      <nav aria-label="Your journal">
        {PLACES.map((place) => (
          <a
            key={place.at}
            href={place.path}
            aria-current={place.at === at ? "page" : undefined}
          >
            {place.name}
          </a>
        ))}
      </nav>
    </div>
  );
}
