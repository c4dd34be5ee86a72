import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import { JournalError } from "../../journal/mod.ts";
import type { Question } from "../define/confirm.ts";
import type { Person } from "./elicitation.ts";
import { JSON_TYPE } from "../define/resource.ts";
import type { Session } from "../define/session.ts";
import { scopesOfCall, type Tool } from "../define/tool.ts";
import type { ToolCall } from "./tool_context.ts";

/** Whose call it is. */
export interface Caller {
  session: Session;
  person: Person;
  call: ToolCall;
  /** Where the person can do what they cannot be asked about; empty where there is no such page. */
  accountPage?: string;
}

/** How a call ended: for the client, and in one word. */
export interface Called {
  result: CallToolResult | InputRequiredResult;
  outcome: string;
}

/**
 * Calls `tool` and returns its result. What is wrong with the arguments or the journal becomes an
 * `isError` result that a model can act on (MCP, Tools, Error Handling); anything else is thrown.
 */
export async function callTool(
  tool: Tool,
  args: unknown,
  caller: Caller,
): Promise<Called> {
  const { session, call } = caller;
  // The second lock: the guard has checked the same before the request came here.
  if (!scopesOfCall(tool, args).every((scope) => session.scopes.has(scope))) {
    throw new Error(`The guard let ${tool.name} pass without its scopes`);
  }
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) return failure("invalid", describe(parsed.error, tool));
  try {
    const answer = await tool.run(parsed.data, session, call);
    if ("question" in answer) return await putQuestion(tool, answer.question, caller);
    const { text, link } = answer;
    const result = {
      content: [
        { type: "text" as const, text },
        ...link ? [{ type: "resource_link" as const, ...link, mimeType: JSON_TYPE }] : [],
      ],
      // Parsed on the way out: only what the schema declares leaves the server.
      structuredContent: tool.output.parse(answer.structured),
    };
    return { result, outcome: "ok" };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return failure(error.code, `${error.message}. ${error.advice}.`);
  }
}

/** Lets the client ask the person, unless it cannot or they have said no. */
async function putQuestion(
  tool: Tool,
  question: Question,
  { person, accountPage }: Caller,
): Promise<Called> {
  if (!person.canBeAsked) {
    return failure(
      "not_asked",
      "The person has to agree to this, and this client cannot ask them. " +
        `${question.instead(accountPage)}.`,
    );
  }
  if (person.answerTo({ tool: tool.name, target: question.target }) === "no") {
    const advice = "Do not try again unless they bring it up";
    return failure("declined", `The person did not agree, so nothing was done. ${advice}.`);
  }
  return { result: await person.ask(tool.name, question), outcome: "asked" };
}

function failure(outcome: string, text: string): Called {
  return { result: { content: [{ type: "text", text }], isError: true }, outcome };
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
