export { recordRefusal } from "./call_record.ts";
export { createJournalHandler, type JournalHandler } from "./handler.ts";
export { operationOf } from "./registry.ts";
export type { Profile, Session, SessionErasure } from "./session.ts";
