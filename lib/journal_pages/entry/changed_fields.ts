import type { Entry, RevisionText } from "../../journal/mod.ts";
import { dates, type Preferences } from "../../pages/dates.tsx";

/** A field of an entry that has changed, in words; absent is empty. */
export interface FieldChange {
  name: string;
  before?: string;
  after?: string;
}

type Said = Entry | RevisionText;

/** What has changed of an entry beside its text. */
export function changedFields(before: Said, after: Said, preferences: Preferences): FieldChange[] {
  const shown = (said: Said): Record<string, string | undefined> => ({
    "Title": said.title,
    "When": whenOf(said, preferences),
    "Mood": said.mood,
    "Place": said.location,
    "Weather": said.weather,
    "Tags": said.tags.map(({ name }) => name).join(", ") || undefined,
    "Favourite": said.isFavorite ? "yes" : "no",
    "Private": said.isPrivate ? "yes" : "no",
    "Files": said.attachments?.map(({ name }) => name).join(", "),
  });
  const [old, now] = [shown(before), shown(after)];
  return Object.keys(now)
    .filter((name) => old[name] !== now[name])
    .map((name) => ({ name, before: old[name], after: now[name] }));
}

function whenOf({ day, occurredAt, utcOffset }: Said, preferences: Preferences): string {
  const { shortDay, time, moment } = dates(preferences);
  if (day === undefined) return moment(occurredAt, preferences.timeZone);
  return utcOffset === undefined
    ? shortDay(day)
    : `${shortDay(day)}, ${time(occurredAt, utcOffset)}`;
}
