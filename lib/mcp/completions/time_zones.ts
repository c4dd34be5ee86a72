import { matching } from "../define/completer.ts";

const TIME_ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** IANA names of time zones. */
export function completeTimeZones(_session: unknown, text: string): Promise<string[]> {
  return Promise.resolve(matching(TIME_ZONES, text));
}
