import { type EntryTime, keepsItsDay, localDay } from "../days/entry_day.ts";
import type { Zone } from "../days/zone.ts";
import type { Context } from "./context.ts";
import type { StoredEntry } from "./stored.ts";
import { zoneOf } from "./zone_of.ts";

/** A stored entry with the day that a viewer is shown. */
export type ShownEntry = StoredEntry & { day: string };

/** Gives entries of whose day nothing is known the one of the time zone in which they are read. */
export async function withDays(
  context: Context,
  heads: readonly StoredEntry[],
  { zone: given, timeZone }: { zone?: Zone; timeZone?: string } = {},
): Promise<ShownEntry[]> {
  // Mostly all have their day, and then nobody's settings are read.
  const isRead = timeZone === undefined && given === undefined;
  if (isRead && heads.every(isComplete)) return [...heads];
  const zone = given ?? await zoneOf(context, timeZone);
  return heads.map((head) => withDay(head, zone));
}

/** Gives one entry its day. */
export async function withItsDay(context: Context, head: StoredEntry): Promise<ShownEntry> {
  const [shown] = await withDays(context, [head]);
  return shown;
}

function withDay(head: StoredEntry, zone: Zone): ShownEntry {
  const { day } = head;
  if (day !== undefined && keepsItsDay(head, zone)) return { ...head, day };
  return { ...head, ...localDay(head.occurredAt, zone) };
}

function isComplete(head: StoredEntry & Partial<EntryTime>): head is ShownEntry {
  return head.day !== undefined;
}
