import type { RevisionPage } from "../../journal/mod.ts";
import { iso, join, more } from "./entries.ts";

/** Answers with a page of what an entry said before. */
export function revisionsAnswer(page: RevisionPage) {
  const lines = page.revisions.map((revision) =>
    [
      `- until ${iso(revision.savedAt)} "${revision.title}" (revision ${revision.id})`,
      `version ${revision.version}`,
      revision.client && `by client ${revision.client}`,
      revision.replacedBy && `replaced by client ${revision.replacedBy}`,
      revision.isImported && "from an imported document",
      `${revision.wordCount} words`,
      revision.excerpt,
    ].filter(Boolean).join(" · ")
  );
  return { structured: page, text: join([...lines, more(page.nextCursor)]) || "No revisions." };
}
