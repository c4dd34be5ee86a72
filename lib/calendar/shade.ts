/** What the colours of a calendar show. */
export type Shade = "entries" | "moods";

/** How full a day is: 0 for nothing, up to 4. */
export function levelOf(entryCount: number): number {
  return entryCount >= 5 ? 4 : entryCount >= 3 ? 3 : entryCount;
}

/** What each level means, from 0 on. */
export const LEVEL_MEANINGS = ["none", "1", "2", "3–4", "5 or more"] as const;
