import type { CallToolResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import { JournalError } from "../journal/mod.ts";
import type { Session } from "./session.ts";
import { scopesOfCall, type Tool } from "./tool.ts";

/**
 * Calls `tool` and returns its result. What is wrong with the arguments or the journal becomes an
 * `isError` result that a model can act on (MCP, Tools, Error Handling); anything else is thrown.
 */
export async function callTool(
  tool: Tool,
  args: unknown,
  session: Session,
): Promise<CallToolResult> {
  // The second lock: the guard has checked the same before the request came here.
  if (!scopesOfCall(tool, args).every((scope) => session.scopes.has(scope))) {
    throw new Error(`The guard let ${tool.name} pass without its scopes`);
  }
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) return failure(describe(parsed.error, tool));
  try {
    const { structured, text } = await tool.run(parsed.data, session);
    return {
      content: [{ type: "text", text }],
      // Parsed on the way out: only what the schema declares leaves the server.
      structuredContent: tool.output.parse(structured),
    };
  } catch (error) {
    if (error instanceof JournalError) return failure(`${error.message}. ${error.advice}.`);
    throw error;
  }
}

function failure(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

const MAX_PROBLEMS = 5;
const MAX_PROBLEM_CHARACTERS = 200;

/** One sentence for each wrong argument, then what the tool takes. It stays short for any input. */
function describe(error: z.ZodError, tool: Tool): string {
  const problems = error.issues.slice(0, MAX_PROBLEMS).map((issue) =>
    (issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message)
      .slice(0, MAX_PROBLEM_CHARACTERS)
  );
  return `Invalid arguments. ${problems.join(". ")}. ${tool.name} takes ${
    Object.keys(tool.input.shape).join(", ") || "no arguments"
  }.`;
}
