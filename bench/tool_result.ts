import { z } from "zod";
import type { Answer } from "./connection.ts";

/** What a tool answered. */
export type ToolResult = z.infer<typeof Result>;

const Result = z.object({
  isError: z.literal(false).optional(),
  content: z.tuple([z.object({ type: z.literal("text"), text: z.string().min(1) })], z.unknown()),
  structuredContent: z.record(z.string(), z.unknown()),
});

const Message = z.object({ jsonrpc: z.literal("2.0"), id: z.literal(1), result: Result });

/**
 * Returns the result in an answer, JSON or one server-sent event.
 *
 * @throws {Error} showing the answer, if it is anything but the success of a tool
 */
export function readResult(answer: Answer): ToolResult {
  const body = bodyText(answer);
  try {
    if (answer.status !== 200) throw new Error(`The status is ${answer.status}, expected 200`);
    const json = /^data: (.+)$/m.exec(body)?.[1] ?? body;
    return Message.parse(JSON.parse(json)).result;
  } catch (cause) {
    throw new Error(`Not the answer of a tool: ${body.slice(0, 500)}`, { cause });
  }
}

function bodyText({ bytes, bodyStart, isChunked }: Answer): string {
  const body = bytes.subarray(bodyStart);
  const utf8 = new TextDecoder();
  if (!isChunked) return utf8.decode(body);
  return [...chunks(body)].map((chunk) => utf8.decode(chunk, { stream: true })).join("");
}

/** The chunks of a body (RFC 9112, section 7.1). */
function* chunks(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0;;) {
    const start = body.indexOf(10, at) + 1;
    const size = parseInt(new TextDecoder().decode(body.subarray(at, start)), 16);
    if (!(size > 0)) return;
    yield body.subarray(start, start + size);
    at = start + size + 2;
  }
}
