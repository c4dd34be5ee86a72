import type { Journal } from "../journal/mod.ts";
import type { Preferences } from "../pages/dates.tsx";

/** How the owner of a journal wants to be shown dates, on all pages. */
export async function preferencesOf(
  journal: Pick<Journal, "timeZone" | "dateSettings">,
): Promise<Preferences> {
  const [timeZone, { language, firstWeekday }] = await Promise.all([
    journal.timeZone(),
    journal.dateSettings(),
  ]);
  return { timeZone, locale: language, firstWeekday };
}
