export { recordRefusal } from "./call_record.ts";
export { createJournalHandler, type JournalHandler } from "./handler.ts";
export type { Stream } from "./listen.ts";
export { PROMPTS } from "./prompts/mod.ts";
export { RESOURCES } from "./resources/mod.ts";
export { TOOLS } from "./tools/mod.ts";
export { operationOf } from "./registry.ts";
export { type TraceContext, traceContextOf } from "./trace_context.ts";
export type { Profile, Session, SessionErasure } from "./session.ts";
