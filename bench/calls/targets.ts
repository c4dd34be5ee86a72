import assert from "node:assert/strict";
import { exchangeOnce } from "../connection.ts";
import type { Target } from "../series.ts";
import { type Era, requestBytes } from "../tool_call.ts";
import { readResult, type ToolResult } from "../tool_result.ts";
import type { Contender, ContenderName, Contenders } from "./contenders.ts";
import { idsOf, type Operation, type Question, question } from "./questions.ts";

/** What each contender is asked. */
export type Targets = Partial<Record<ContenderName, Target>>;

/**
 * Returns what each contender is asked. Those that have a journal are asked what we are; the echo's
 * answers are as long as ours, and the ready server's are ours.
 */
export async function createTargets(
  { ours, echo, ready, bare, ...peers }: Contenders,
  call: { tool: Operation; era: Era },
): Promise<Targets> {
  const asked = await askedOf(ours!, call);
  const result = await exchangeOnce(asked.port, asked.request, readResult);
  await fetch(`http://127.0.0.1:${ready!.port}/answers`, {
    method: "PUT",
    body: JSON.stringify({ [call.tool]: result }),
  }).then((response) => response.body?.cancel());
  const text = "x".repeat(echoLength(result));
  const echoed = { ...call, question: { args: { text }, check: echoes(text) } };
  const targets: Targets = {
    ours: asked,
    echo: target(echo!, echoed),
    ready: await askedOf(ours!, { ...call, at: ready! }),
  };
  for (const [name, peer] of Object.entries(peers)) {
    try {
      const ofPeer = await askedOf(peer, call);
      ofPeer.check(await exchangeOnce(ofPeer.port, ofPeer.request, keep));
      targets[name as ContenderName] = ofPeer;
    } catch (error) {
      console.error(`Skipped: ${call.tool} of ${name} in the era ${call.era}: ${error}`);
    }
  }
  return { ...targets, bare: target(bare!, echoed) };
}

/** What a contender with a journal is asked, or another one instead of it. */
async function askedOf(
  contender: Contender,
  { at = contender, ...call }: { tool: Operation; era: Era; at?: Contender },
): Promise<Target> {
  const page = { ...contender, era: call.era, tool: "list_entries", args: { limit: 50 } };
  const [id] = await exchangeOnce(
    contender.port,
    requestBytes(page),
    (answer) => idsOf(readResult(answer)),
  );
  return target(at, { ...call, question: question(call.tool, id) });
}

function target(
  contender: Contender,
  { question, ...call }: { tool: string; era: Era; question: Question },
): Target {
  return {
    port: contender.port,
    request: requestBytes({ ...contender, ...call, args: question.args }),
    check: (answer) => question.check(readResult(answer)),
  };
}

/** The bytes of an answer are valid until the next one only. */
function keep<T extends { bytes: Uint8Array }>(answer: T): T {
  return { ...answer, bytes: answer.bytes.slice() };
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
