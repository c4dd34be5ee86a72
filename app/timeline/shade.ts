/** What the colours of the calendar show. */
export type Shade = "entries" | "moods";
