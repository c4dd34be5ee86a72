import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Call } from "../activity/mod.ts";
import { toolCallsOf } from "./registry.ts";
import type { Session } from "./session.ts";
import type { Tool } from "./tool.ts";

/** What is remembered of a call: which tool, which entry, how it ended; nothing else of it. */
export function callRecord(
  tool: Tool,
  { args, result, outcome }: { args: unknown; result?: Partial<CallToolResult>; outcome: string },
): Call {
  const answered = (result?.structuredContent as { entry?: { id: string } } | undefined)?.entry?.id;
  const entryId = answered ?? (isAboutEntries(tool) ? idIn(args) : undefined);
  return { tool: tool.name, ...(entryId !== undefined && { entryId }), outcome };
}

/** Remembers that the calls in `body` were refused before any tool was called. */
export function recordRefusal(
  body: unknown,
  { session, outcome }: { session: Session; outcome: string },
): void {
  for (const { tool, args } of toolCallsOf(body)) {
    session.activity.record(callRecord(tool, { args, outcome }));
  }
}

function isAboutEntries(tool: Tool): boolean {
  return tool.scopes.some((scope) => scope.startsWith("entries:"));
}

/** Only what has the form of an id: anything else could be text. */
function idIn(args: unknown): string | undefined {
  const id = (args as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id) ? id : undefined;
}
