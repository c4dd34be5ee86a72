import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import { type AuthError, InsufficientScopeError } from "../../auth/mod.ts";
import { ReadOnlyError } from "../../kv/read_only.ts";
import { JournalError, type JournalErrorCode } from "../../journal/mod.ts";
import { describeProblem, noArgument, type Problem } from "../define/describe_problem.ts";
import { declaredPart } from "../define/declared_part.ts";
import type { Confirmation } from "../define/confirm.ts";
import { JSON_TYPE } from "../define/resource.ts";
import type { PageRequest } from "../define/open_page.ts";
import type { Answer, Tool } from "../define/tool.ts";
import type { ToolContext } from "../define/tool_context.ts";
import type { Elicitation } from "./elicitation.ts";

/** The key in `_meta` of a failed result under which programs find its code (MCP, `_meta`). */
export const ERROR_CODE_KEY = "epicme/errorCode";

export interface RunToolOptions {
  context: ToolContext;
  elicitation: Elicitation;
  /** Refuses the request as a whole, where there is still time for that. */
  refuse(error: AuthError): void;
}

/** How a call ended: for the client, and in one word. */
export interface ToolOutcome {
  result: CallToolResult | InputRequiredResult;
  outcome: string;
}

/**
 * Runs `tool` and returns its result. What is wrong with the arguments or the journal becomes an
 * `isError` result that a model can act on (MCP, Tools, Error Handling); so does a scope that is found
 * to be missing, if it is too late to refuse the request. Anything else is thrown.
 */
export async function runTool(
  tool: Tool,
  args: unknown,
  options: RunToolOptions,
): Promise<ToolOutcome> {
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) return failure(codeOf(parsed.error), describe(parsed.error, { tool, args }));
  try {
    const answer = await tool.run(parsed.data, options.context);
    if ("confirmation" in answer) return await askFor(tool, answer.confirmation, options);
    if ("page" in answer) return await askToOpen(tool, answer.page, options);
    return success(tool, answer);
  } catch (error) {
    if (error instanceof InsufficientScopeError) {
      options.refuse(error);
      const { result } = failure(error.code, `${error.message}. Ask the person for these scopes.`);
      return { result, outcome: "forbidden" };
    }
    if (error instanceof ReadOnlyError) return failure("read_only", READ_ONLY);
    if (!(error instanceof JournalError)) throw error;
    return failure(error.code, `${error.message}. ${error.advice}.`);
  }
}

function success(
  tool: Tool,
  { text, structured, link, files = [], image }: Answer<Record<string, unknown> | undefined>,
): ToolOutcome {
  const content = [
    { type: "text" as const, text },
    ...image ? [{ type: "image" as const, ...image }] : [],
    ...link ? [{ type: "resource_link" as const, ...link, mimeType: JSON_TYPE }] : [],
    ...files.map((file) => ({ type: "resource_link" as const, ...file })),
  ];
  // Only what the schema declares leaves the server.
  const data = tool.output && { structuredContent: declaredPart(tool.output, structured) };
  return { result: { content, ...data }, outcome: "ok" };
}

const READ_ONLY =
  "The journal cannot be written now: the disk of the server is full or read-only. " +
  "All that is there is safe and can be read. Tell the person, and try again later.";

/** Lets the client ask the person, unless it cannot or they have said no. */
async function askFor(
  tool: Tool,
  confirmation: Confirmation,
  { elicitation, context: { account } }: RunToolOptions,
): Promise<ToolOutcome> {
  if (!elicitation.isSupported) {
    return failure(
      "not_asked",
      "The person has to agree to this, and this client cannot ask them. " +
        `${confirmation.instead(account?.page)}.`,
    );
  }
  const { name } = tool;
  const answer = elicitation.answerTo({ tool: name, target: confirmation.target });
  if (answer === "no" || answer === "no answer") {
    return declined("The person did not agree, so nothing was done");
  }
  return { result: await elicitation.ask(name, confirmation), outcome: "asked" };
}

/** Lets the client ask the person to open a page, once; where it cannot, the answer names the page. */
async function askToOpen(
  tool: Tool,
  { answer, ...page }: PageRequest<Answer<Record<string, unknown> | undefined>>,
  { elicitation }: RunToolOptions,
): Promise<ToolOutcome> {
  if (!elicitation.opensPages) return success(tool, answer);
  switch (elicitation.answerTo({ tool: tool.name, target: page.url })) {
    case "yes":
      return success(tool, answer);
    case "no":
      return declined(`The person did not want to open ${page.url} now`);
    case "no answer":
      // Nobody has chosen, or nobody is there, as in a script: the words are left.
      return success(tool, answer);
    default:
      return { result: await elicitation.askToOpen(tool.name, page), outcome: "asked" };
  }
}

function declined(what: string): ToolOutcome {
  return failure("declined", `${what}. Do not try again unless they bring it up.`);
}

function failure(code: string, text: string): ToolOutcome {
  const content = [{ type: "text" as const, text }];
  return { result: { content, isError: true, _meta: { [ERROR_CODE_KEY]: code } }, outcome: code };
}

/** What only exceeds a limit of the schema has the same code as what exceeds one of the journal. */
function codeOf({ issues }: z.ZodError): JournalErrorCode {
  return issues.every(({ code }) => code === "too_big") ? "limit_exceeded" : "invalid";
}

const MAX_PROBLEMS = 5;

/** One sentence for each wrong argument, then what the tool takes. It stays short for any input. */
function describe({ issues }: z.ZodError, { tool, args }: { tool: Tool; args: unknown }): string {
  const names = Object.keys(tool.input.shape);
  const problems = issues.slice(0, MAX_PROBLEMS).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.slice(0, MAX_PROBLEMS).map((key) => noArgument(key, names))
      : [describeProblem(issue as Problem, args)]
  );
  return `Invalid arguments. ${problems.join(". ")}. ${tool.name} takes ${names.join(", ")}.`;
}
