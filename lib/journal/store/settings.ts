import { parseTimeZone } from "../days/time_zone.ts";
import type { Context } from "./context.ts";
import { transact } from "./transact.ts";

/** The value of the settings' key: what a person has set, which is not told to anybody else. */
export interface Settings {
  /** A name of the IANA time zone database. */
  timeZone?: string;
}

/** The person's time zone: the one that they set, or that their authorization server tells. */
export async function readTimeZone(
  { store, keys, timeZone }: Context,
): Promise<string | undefined> {
  const { value } = await store.read.get<Settings>(keys.settings());
  return value?.timeZone ?? timeZone;
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
