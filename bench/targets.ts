import assert from "node:assert/strict";
import { type Answer, exchangeOnce } from "./connection.ts";
import type { Contender, ContenderName, Contenders } from "./contenders.ts";
import type { Question } from "./operations.ts";
import { type Era, requestBytes } from "./tool_call.ts";
import { readResult, type ToolResult } from "./tool_result.ts";

/** A request that a server gets again and again. */
export interface Target {
  port: number;
  request: Uint8Array;
  /** Throws unless `answer` is the right one. */
  check(answer: Answer): void;
}

export interface TargetOptions {
  tool: string;
  era: Era;
  /** What we are asked. The others echo a text that makes their answers as long as ours. */
  question: Question;
}

/** Returns what each contender is asked. */
export async function createTargets(
  contenders: Contenders,
  { question, ...call }: TargetOptions,
): Promise<Record<ContenderName, Target>> {
  const ours = target(contenders.ours, { ...call, question });
  const result = await exchangeOnce(ours.port, ours.request, readResult);
  const text = "x".repeat(echoLength(result));
  const echo = { ...call, question: { args: { text }, check: echoes(text) } };
  return { ours, echo: target(contenders.echo, echo), bare: target(contenders.bare, echo) };
}

function target(contender: Contender, { question, ...call }: TargetOptions): Target {
  return {
    port: contender.port,
    request: requestBytes({ ...contender, ...call, args: question.args }),
    check: (answer) => question.check(readResult(answer)),
  };
}

/** An echo is said twice, as text and as structured content. */
function echoLength({ content: [{ text }], structuredContent }: ToolResult): number {
  return Math.round((text.length + JSON.stringify(structuredContent).length) / 2);
}

function echoes(text: string) {
  return (result: ToolResult) => {
    assert.deepEqual(result.structuredContent, { text });
    assert.equal(result.content[0].text, text);
  };
}
