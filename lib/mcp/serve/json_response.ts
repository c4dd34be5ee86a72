import {
  isLegacyRequest,
  type JSONRPCMessage,
  ProtocolErrorCode,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import type { ParsedRequest } from "../request/message.ts";

/** Whether a request is of a 2025 revision. */
export async function isOf2025(request: Request, { body }: ParsedRequest): Promise<boolean> {
  // Only requests of 2026-07-28 name their method in a header; asking them more costs time.
  if (request.headers.has("mcp-method")) return false;
  return await isLegacyRequest(request, body);
}

/** Whether more than the result is to be sent: only tools report progress. */
export function asksForProgress({ messages }: ParsedRequest): boolean {
  return messages.some(({ tool, hasProgressToken }) => tool && hasProgressToken);
}

/**
 * Lets `server` answer `request` with one JSON document, and closes it. Where nothing but the result
 * is to be sent that takes half the time of an event stream, and reads well in curl
 * (MCP 2025-11-25, Transports, Sending Messages to the Server).
 */
export async function answerWithJson(
  server: Server,
  { request, body }: { request: Request; body: unknown },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send(inWordsOf2025(message), options);
  const close = () => void server.close().catch(() => {});
  request.signal.addEventListener("abort", close, { once: true });
  try {
    await server.connect(transport);
    return await transport.handleRequest(request, { parsedBody: body });
  } finally {
    request.signal.removeEventListener("abort", close);
    close();
  }
}

/** The JSON document as events, one a message, for a client that reads nothing else. */
export async function asEventStream(answer: Response): Promise<Response> {
  if (answer.status !== 200) return answer;
  const messages = [await answer.json()].flat();
  const events = messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`);
  const headers = new Headers(answer.headers);
  headers.set("content-type", "text/event-stream");
  return new Response(events.join(""), { headers });
}

/** An unknown resource had a code of its own until 2026 (MCP 2025-11-25, Resources, Error Handling). */
function inWordsOf2025(message: JSONRPCMessage): JSONRPCMessage {
  if (!("error" in message)) return message;
  const { error } = message;
  const isUnknownResource = error.code === ProtocolErrorCode.InvalidParams &&
    Object.keys(error.data ?? {}).join() === "uri";
  if (!isUnknownResource) return message;
  return { ...message, error: { ...error, code: ProtocolErrorCode.ResourceNotFound } };
}
