import { parseTimeZone } from "../days/time_zone.ts";
import type { Zone } from "../days/zone.ts";
import type { Context } from "./context.ts";
import { readSettings, type Settings } from "./settings.ts";

/** Where nothing is known of a person. */
export const UTC: Zone = { name: "UTC", source: "default" };

/**
 * The time zone in which somebody reads or writes: the one that the call names, else the person's,
 * else UTC. Throws InvalidError for an unknown name.
 */
export async function zoneOf(context: Context, name?: string): Promise<Zone> {
  if (name !== undefined) return { name: parseTimeZone(name), source: "call" };
  return zoneSetIn(context, await readSettings(context));
}

/** The person's time zone by their settings, else the one that their authorization server tells. */
export function zoneSetIn({ timeZone }: Context, settings: Settings | null): Zone {
  const known = settings?.timeZone ?? timeZone;
  return known === undefined ? UTC : { name: known, source: "person" };
}
