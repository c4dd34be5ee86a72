export { recordRefusal } from "./call/activity_record.ts";
export { createJournalHandler, type JournalHandler } from "./serve/handler.ts";
export type { Stream } from "./serve/listen.ts";
export { PROMPTS } from "./prompts/mod.ts";
export { RESOURCES } from "./resources/mod.ts";
export { TOOLS } from "./tools/mod.ts";
export { operationOf } from "./registry.ts";
export { type TraceContext, traceContextOf } from "./serve/trace_context.ts";
export type { Profile, Session, SessionErasure } from "./define/session.ts";
