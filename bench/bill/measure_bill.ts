import { callTool, send } from "../../tests/support/clients/rpc.ts";
import { CALLS, type Ids } from "./calls.ts";

/** What a model reads, in bytes of JSON in UTF-8: of each result its client shows one of the two. */
export interface Bill {
  toolsList: number;
  tools: number;
  instructions: number;
  results: { what: string; text: number; structured?: number; others: number }[];
}

const ERA = "2026-07-28";

/** Calls each tool once in the journal of a token at `resource`. */
export async function measureBill(resource: string, token: string): Promise<Bill> {
  const ask = async (method: string) =>
    (await send(resource, { era: ERA, token, method })).body.result;
  const { tools } = await ask("tools/list");
  const { instructions } = await ask("server/discover");
  const call = async (tool: string, args: Record<string, unknown>) => {
    const { body } = await callTool(resource, { era: ERA, token, tool, args });
    const { result } = body;
    if (!result || result.isError) throw new Error(`${tool}: ${JSON.stringify(body)}`);
    return result;
  };
  const { structuredContent } = await call("list_entries", { limit: 1 });
  const ids: Ids = { entry: structuredContent.entries[0].id };
  const results: Bill["results"] = [];
  for (const [what, tool, args] of CALLS) {
    const { content: [text, ...others], structuredContent } = await call(tool, args(ids));
    if (tool === "create_tag") ids.tag = structuredContent.tag.id;
    if (tool === "create_entry") {
      ids.made = structuredContent.entry.id;
      ids.attachment = others.at(-1).uri.split("/").at(-1);
    }
    if (tool === "list_revisions") ids.revision = structuredContent.revisions[0].id;
    results.push({
      what,
      text: bytesOf(text.text),
      ...structuredContent && { structured: bytesOf(structuredContent) },
      others: others.length > 0 ? bytesOf(others) : 0,
    });
  }
  return {
    toolsList: bytesOf({ tools }),
    tools: tools.length,
    instructions: bytesOf(instructions),
    results,
  };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
