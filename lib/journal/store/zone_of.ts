import { parseTimeZone } from "../days/time_zone.ts";
import type { Zone } from "../days/zone.ts";
import type { Context } from "./context.ts";
import { readTimeZone } from "./settings.ts";

/** Where nothing is known of a person. */
export const UTC: Zone = { name: "UTC", source: "default" };

/**
 * The time zone in which somebody reads or writes: the one that the call names, else the person's,
 * else UTC. Throws InvalidError for an unknown name.
 */
export async function zoneOf(context: Context, name?: string): Promise<Zone> {
  if (name !== undefined) return { name: parseTimeZone(name), source: "call" };
  const known = await readTimeZone(context);
  return known === undefined ? UTC : { name: known, source: "person" };
}
