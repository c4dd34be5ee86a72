/** The pages at `/journal`, on which people read and write their own journals. */
export type { JournalPagesContext, Person, Visitor, Visitors } from "./context.ts";
export { type JournalPagesHandler, journalPagesHandler } from "./handler.tsx";
export { openJournalPagesLimits } from "./limits.ts";
