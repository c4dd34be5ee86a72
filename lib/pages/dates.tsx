import { LRUCache } from "lru-cache";
import { type Dates, datesOf } from "../calendar/dates.ts";
import { dayIn } from "../calendar/days.ts";

/** How a person wants to be shown days. */
export interface Preferences {
  /** An IANA name. */
  readonly timeZone: string;
  /** Of dates and numbers: a language tag such as "en-GB". */
  readonly locale: string;
  /** 1 for Monday to 7 for Sunday. */
  readonly firstWeekday: number;
}

/** How the owner of a journal wants to be shown dates, on all pages. */
export async function preferencesOf(
  journal: {
    timeZone(): Promise<string>;
    dateSettings(): Promise<{ language: string; firstWeekday: number }>;
  },
): Promise<Preferences> {
  const [timeZone, { language, firstWeekday }] = await Promise.all([
    journal.timeZone(),
    journal.dateSettings(),
  ]);
  return { timeZone, locale: language, firstWeekday };
}

/** A day in words. */
export function DayInWords(
  { day, preferences, format = "day" }: {
    day: string;
    preferences: Preferences;
    format?: keyof Pick<Dates, "day" | "shortDay" | "dayOfYear">;
  },
) {
  return <time datetime={day} {...langOf(preferences)}>{dates(preferences)[format](day)}</time>;
}

/** Kept, because making one takes longer than a page does. */
const calendars = new LRUCache<string, (at: number) => string>({ max: 200 });

/** The day of a moment on the person's calendar. */
export function DayOfMoment({ at, preferences }: { at: number; preferences: Preferences }) {
  const { timeZone } = preferences;
  const dayOf = calendars.get(timeZone) ?? dayIn(timeZone);
  calendars.set(timeZone, dayOf);
  const text = dates(preferences).shortDay(dayOf(at));
  return <time datetime={new Date(at).toISOString()} {...langOf(preferences)}>{text}</time>;
}

/** A moment on the person's clock. */
export function MomentInWords(
  { at, preferences }: { at: number; preferences: Preferences },
) {
  const text = dates(preferences).moment(at, preferences.timeZone);
  return <time datetime={new Date(at).toISOString()} {...langOf(preferences)}>{text}</time>;
}

/** The time of an entry where it was written; nothing of one that has a day only. */
export function TimeOfEntry(
  { entry: { occurredAt, utcOffset }, preferences }: {
    entry: { occurredAt: number; utcOffset?: string };
    preferences: Preferences;
  },
) {
  if (utcOffset === undefined) return null;
  const text = dates(preferences).time(occurredAt, utcOffset);
  return <time datetime={new Date(occurredAt).toISOString()}>{text}</time>;
}

/** The words of the person's dates. */
export function dates({ locale }: Preferences): Dates {
  return datesOf(locale);
}

/** What tells a screen reader of dates that are not English, as the page is. */
export function langOf({ locale }: Preferences): { lang?: string } {
  return /^en\b/i.test(locale) ? {} : { lang: locale };
}
