import type { Entry, EntryDraft, Journal } from "../../../../lib/journal/mod.ts";
import { draft } from "../helpers.ts";

/** Zones of all kinds: summer time, date line, half hours, clocks that go back over midnight. */
export const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Pacific/Kwajalein",
  "America/Juneau",
  "+05:45",
];

/** Writes one entry at each of these moments, given as ISO 8601. */
export async function writeAt(journal: Journal, ...moments: string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const moment of moments) entries.push(await journal.createEntry(at(moment)));
  return entries;
}

/** A short entry of a moment, given as ISO 8601. */
export function at(moment: string, changes: Partial<EntryDraft> = {}): EntryDraft {
  return draft({ title: moment, occurredAt: Date.parse(moment), ...changes });
}
