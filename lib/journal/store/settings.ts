import { parseTimeZone } from "../days/time_zone.ts";
import type { Context } from "./context.ts";
import { InvalidError } from "../errors.ts";
import { quote } from "../text.ts";
import { transact } from "./transact.ts";

/** The value of the settings' key: what a person has set, which is not told to anybody else. */
export interface Settings {
  /** A name of the IANA time zone database. */
  timeZone?: string;
  /** How they are shown dates. */
  dates?: Partial<DateSettings>;
}

/** How a person wants to be shown dates, and nothing else. */
export interface DateSettings {
  /** One of `DATE_LANGUAGES`. */
  readonly language: DateLanguage;
  /** The day that a week begins with: 1 for Monday to 7 for Sunday. */
  readonly firstWeekday: number;
}

/** The languages that dates can be in, as BCP 47 tags: all that browsers and we know well. */
export const DATE_LANGUAGES = [
  ...["en-GB", "en-US", "en-CA", "en-AU", "cs-CZ", "da-DK", "de-DE", "de-AT", "de-CH", "el-GR"],
  ...["es-ES", "es-MX", "et-EE", "fi-FI", "fr-FR", "fr-CA", "hu-HU", "it-IT", "ja-JP", "ko-KR"],
  ...["lt-LT", "lv-LV", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "sk-SK", "sl-SI"],
  ...["sv-SE", "tr-TR", "uk-UA", "zh-CN", "zh-TW"],
] as const;

export type DateLanguage = typeof DATE_LANGUAGES[number];

const DATES: DateSettings = { language: "en-GB", firstWeekday: 1 };

/** How the person is shown dates: British English and weeks from Monday unless they have said so. */
export async function readDateSettings(context: Context): Promise<DateSettings> {
  return { ...DATES, ...(await readSettings(context))?.dates };
}

/** Sets how the person is shown dates; throws InvalidError for a language or a day that is none. */
export function setDateSettings(
  context: Context,
  { language, firstWeekday }: { language: string; firstWeekday: number },
): Promise<void> {
  const known = DATE_LANGUAGES.find((tag) => tag === language);
  if (!known) {
    throw new InvalidError(`Dates cannot be in ${quote(language)}`, "Give one such as en-GB");
  }
  if (![1, 2, 3, 4, 5, 6, 7].includes(firstWeekday)) {
    throw new InvalidError(
      `A week cannot begin with day ${quote(String(firstWeekday))}`,
      "Give a number from 1 for Monday to 7 for Sunday",
    );
  }
  return transact(context, async () => {
    const row = await context.store.read.get<Settings>(context.keys.settings());
    const settings: Settings = { ...row.value, dates: { language: known, firstWeekday } };
    return {
      result: undefined,
      write: (operation) => operation.check(row).set(row.key, settings),
    };
  });
}

/** What the person has set, if anything. */
export async function readSettings({ store, keys }: Context): Promise<Settings | null> {
  return (await store.read.get<Settings>(keys.settings())).value;
}

/**
 * Sets the person's time zone and returns its name in the usual spelling; throws InvalidError for an
 * unknown one.
 *
 * @param isProposal whether one that is set already stays
 */
export function setTimeZone(
  context: Context,
  { timeZone: text, isProposal = false }: { timeZone: string; isProposal?: boolean },
): Promise<string> {
  const timeZone = parseTimeZone(text);
  return transact(context, async () => {
    const row = await context.store.read.get<Settings>(context.keys.settings());
    const known = row.value?.timeZone;
    // Browsers that keep their person's place to themselves propose UTC, which is what counts anyway.
    if (isProposal && (known !== undefined || timeZone === "UTC")) return { result: timeZone };
    const settings: Settings = { ...row.value, timeZone };
    return {
      result: timeZone,
      write: (operation) => operation.check(row).set(row.key, settings),
    };
  });
}
