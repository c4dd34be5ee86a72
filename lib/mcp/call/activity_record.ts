import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Call } from "../../activity/mod.ts";
import { requestsOf } from "../registry.ts";
import type { Resource } from "../define/resource.ts";
import type { Session } from "../define/session.ts";
import type { Tool } from "../define/tool.ts";

/** What is remembered of a call: which tool, which entry, how it ended; nothing else of it. */
export function callRecord(
  tool: Tool,
  { args, result, outcome }: { args: unknown; result?: Partial<CallToolResult>; outcome: string },
): Call {
  const answered = (result?.structuredContent as { entry?: { id: string } } | undefined)?.entry?.id;
  const entryId = answered ?? (isAboutEntries(tool) ? idIn(args) : undefined);
  return { tool: tool.name, ...(entryId !== undefined && { entryId }), outcome };
}

/** What is remembered of reading a resource: the id of an entry, of which there may be none. */
export function readRecord(
  { resource, id }: { resource: Resource; id: string },
  outcome: string,
): Call {
  const entryId = resource.name === "entry" ? idOf(id) : undefined;
  return { tool: "resources/read", ...(entryId !== undefined && { entryId }), outcome };
}

/** Remembers that what `body` asks for was refused before anything was done. */
export function recordRefusal(
  body: unknown,
  { session, outcome }: { session: Session; outcome: string },
): void {
  for (const { tool, args, prompt, read } of requestsOf(body)) {
    if (tool) session.activity.record(callRecord(tool, { args, outcome }));
    if (prompt) session.activity.record({ tool: prompt.name, outcome });
    if (read) session.activity.record(readRecord(read, outcome));
  }
}

function isAboutEntries(tool: Tool): boolean {
  return tool.scopes.some((scope) => scope.startsWith("entries:"));
}

function idIn(args: unknown): string | undefined {
  return idOf((args as { id?: unknown } | null | undefined)?.id);
}

/** Only what has the form of an id: anything else could be text, and of any length. */
function idOf(id: unknown): string | undefined {
  return typeof id === "string" && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id) ? id : undefined;
}
