import { foreignMarkup } from "../../support/journal/foreign_markup.ts";
import { FOREIGN_HOST, INJECTED_HEADER, MARKUP } from "./requests/hostile.ts";
import { type FuzzAnswer, type FuzzRequest, textOf } from "./requests/request.ts";

/** What an answer tells of our insides: a stack, a source file, a key of the database. */
const INSIDES = /file:\/\/\/|\bat .{1,80}\.tsx?:\d+|versionstamp|node_modules|oidc-provider/;

/** An error of ours, told to somebody whose request was wrong. */
const INTERNAL = /"code":-32603/;

/** What a validator found, as it stands in its own errors: no sentence for a model or a person. */
const DUMP = /Invalid input|"code\\":|invalid_type|invalid_union|unrecognized_key/;

/** Returns what is wrong with an answer, whatever the request was; nothing should be. */
export function judge(
  request: FuzzRequest,
  answer: FuzzAnswer,
  canaries: readonly string[],
): string[] {
  const { status, headers, body } = answer;
  const header = (name: string) => headers.find(([each]) => each === name)?.[1];
  const problems: string[] = [];
  if (status >= 500 && !(status === 503 && header("retry-after"))) {
    problems.push(`status ${status}`);
  }

  const asked = textOf(request).toLowerCase();
  const whole = [...headers.flat(), body].join("\n").toLowerCase();
  for (const canary of canaries.map((each) => each.toLowerCase())) {
    if (whole.includes(canary) && !asked.includes(canary)) problems.push(`shows ${canary}`);
  }
  const isPage = header("content-type")?.startsWith("text/html");
  if (isPage && body.includes(MARKUP)) problems.push("markup of the request is in the page");
  if (isPage && request.kind === "journal") {
    problems.push(...foreignMarkup(body).map((what) => `${what} is in the page`));
  }
  if (header(INJECTED_HEADER) !== undefined) problems.push("a header was injected");
  if (INSIDES.test(body) && !INSIDES.test(textOf(request))) problems.push("tells of our insides");
  const isError = request.kind === "mcp" && /"error":|"isError":true/.test(body);
  if (isError && INTERNAL.test(body)) problems.push("an internal error");
  if (isError && DUMP.test(body) && !DUMP.test(textOf(request))) {
    problems.push("a validator's dump");
  }
  const location = header("location");
  if (location && URL.parse(location, "http://ours.invalid")?.host.endsWith(FOREIGN_HOST)) {
    problems.push(`redirects to ${location}`);
  }
  return problems;
}
