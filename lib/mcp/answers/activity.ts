import type { ActivityPage } from "../../activity/mod.ts";
import { iso, join, more } from "./entries.ts";

/** Answers with a page of what clients did. */
export function activityAnswer(page: ActivityPage) {
  const lines = page.activity.map(({ at, client, tool, entryId, outcome }) =>
    `- ${iso(at)} ${tool}${entryId ? ` (entry ${entryId})` : ""}: ${outcome} · client ${client}`
  );
  return { structured: page, text: join([...lines, more(page.nextCursor)]) || "No activity." };
}
