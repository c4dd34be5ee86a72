import { plainName } from "../define/nearest_name.ts";

/**
 * What clients put among the arguments for themselves: by who was seen to do so, then ids that are
 * of the same kind. Nothing that a person could have meant belongs here: it would be lost silently.
 */
export const CLIENT_KEYS: Readonly<Record<string, readonly string[]>> = {
  "Cline": ["task_progress"],
  "Gemini CLI": ["wait_for_previous"],
  "LangChain": ["runtime"],
  "Microsoft Agent Framework": [
    ...["chat_options", "conversation_id", "response_format", "thread", "tool_choice", "tools"],
  ],
  "n8n": ["action", "chatInput", "sessionId", "tool", "toolCallId"],
  "others": [
    ...["callId", "chatId", "correlationId", "messageId", "requestId", "runId", "spanId"],
    ...["threadId", "toolName", "toolUseId", "traceId", "traceparent", "turnId", "userId"],
  ],
};

const known = new Set(Object.values(CLIENT_KEYS).flat().map(plainName));

/** Whether a key that is no argument of ours is known to be a client's own, in any spelling. */
export function isOfClient(key: string): boolean {
  return key.startsWith("_") || known.has(plainName(key));
}
