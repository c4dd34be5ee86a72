export type { Files } from "./define/files.ts";
export { CLIENT_KEYS } from "./request/client_keys.ts";
export { recordRefusal } from "./call/activity_record.ts";
export { ERROR_CODE_KEY } from "./call/run_tool.ts";
export type { ErasureRequest, RequestContext } from "./define/request_context.ts";
export { PROMPTS } from "./prompts/mod.ts";
export { type Message, type ParsedRequest, parseRequest } from "./request/message.ts";
export { RESOURCES } from "./resources/mod.ts";
export {
  createJournalHandler,
  type JournalHandler,
  type JournalHandlerOptions,
} from "./serve/handler.ts";
export type { Stream } from "./serve/listen.ts";
export { rpcError } from "./serve/rpc_error.ts";
export { TOOLS } from "./tools/mod.ts";
