import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Call } from "../../activity/mod.ts";
import { isId } from "../../journal/mod.ts";
import { countCall } from "../../telemetry/metrics.ts";
import type { RequestContext } from "../define/request_context.ts";
import type { Tool } from "../define/tool.ts";
import type { Message } from "../request/message.ts";
import type { FoundResource } from "../resources/mod.ts";
import { entryIdIn } from "../uris.ts";

/** What is recorded of a tool call: which tool, which entry, how it ended; nothing else of it. */
export function toolRecord(
  tool: Tool,
  { args, result, outcome }: { args: unknown; result?: Partial<CallToolResult>; outcome: string },
): Call {
  const answered = (result?.structuredContent as { entry?: { id: string } } | undefined)?.entry?.id;
  const entryId = answered ?? (isAboutEntries(tool) ? idIn(args) : undefined);
  return { tool: tool.name, ...(entryId !== undefined && { entryId }), outcome };
}

/** What is recorded of reading a resource: the id of an entry, which may not exist. */
export function resourceRecord({ resource, id }: FoundResource, outcome: string): Call {
  const entryId = resource.changesWith === "entries" ? knownId(id) : undefined;
  return { tool: "resources/read", ...(entryId !== undefined && { entryId }), outcome };
}

/** Records that messages were refused before anything was done. */
export function recordRefusal(
  messages: readonly Message[],
  { activity, outcome }: Pick<RequestContext, "activity"> & { outcome: string },
): void {
  for (const { tool, args, prompt, resource } of messages) {
    const name = tool?.name ?? prompt?.name ?? resource?.resource.name;
    if (name) countCall(name, outcome);
    if (tool) activity.record(toolRecord(tool, { args, outcome }));
    if (prompt) activity.record({ tool: prompt.name, outcome });
    if (resource) activity.record(resourceRecord(resource, outcome));
  }
}

function isAboutEntries(tool: Tool): boolean {
  return tool.scopes.some((scope) => scope.startsWith("entries:"));
}

function idIn(args: unknown): string | undefined {
  return knownId((args as { id?: unknown } | null | undefined)?.id);
}

/**
 * Only what has the form of an id, or that of the entry of an attachment: anything else could be text,
 * and of any length.
 */
function knownId(id: unknown): string | undefined {
  if (typeof id !== "string") return undefined;
  const entryId = entryIdIn(id);
  return isId(entryId) ? entryId : undefined;
}
