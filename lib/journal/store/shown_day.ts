import { keepsItsDay, localDaysIn } from "../days/entry_day.ts";
import type { Zone } from "../days/zone.ts";
import type { Context } from "./context.ts";
import type { Settings } from "./settings.ts";
import type { StoredSummary } from "./stored.ts";
import { zoneOf, zoneSetIn } from "./zone_of.ts";

/** A stored entry, or its summary, with the day that a viewer is shown. */
export type ShownEntry<Stored = StoredSummary> = Stored & { day: string };

/** Gives entries of whose day nothing is known the one of the time zone in which they are read. */
export async function withDays<Stored extends StoredSummary>(
  context: Context,
  heads: readonly Stored[],
  { zone: given, timeZone, settings }: {
    zone?: Zone;
    timeZone?: string;
    /** The person's, where they were read already. */
    settings?: Settings | null;
  } = {},
): Promise<ShownEntry<Stored>[]> {
  // Mostly all have their day, and then nobody's settings are read.
  const isRead = timeZone === undefined && given === undefined;
  if (isRead && heads.every(isComplete<Stored>)) return [...heads];
  const isKnown = timeZone === undefined && settings !== undefined;
  const zone = given ??
    (isKnown ? zoneSetIn(context, settings) : await zoneOf(context, timeZone));
  const localDay = localDaysIn(zone);
  return heads.map((head) => {
    const { day } = head;
    const isKept = day !== undefined && keepsItsDay(head, zone);
    return isKept ? { ...head, day } : { ...head, ...localDay(head.occurredAt) };
  });
}

/** Gives one entry its day. */
export async function withItsDay<Stored extends StoredSummary>(
  context: Context,
  head: Stored,
): Promise<ShownEntry<Stored>> {
  const [shown] = await withDays(context, [head]);
  return shown;
}

function isComplete<Stored extends StoredSummary>(head: Stored): head is ShownEntry<Stored> {
  return head.day !== undefined;
}
