import {
  isLegacyRequest,
  type JSONRPCMessage,
  ProtocolErrorCode,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import type { ParsedRequest } from "../request/message.ts";

/**
 * Whether a request is of a 2025 revision and nothing but its result is to be sent: then the answer
 * can be one JSON document instead of an event stream, which takes half the time and reads well in
 * curl (MCP 2025-11-25, Transports, Sending Messages to the Server).
 */
export async function isAnsweredWithJson(
  request: Request,
  { body, messages }: ParsedRequest,
): Promise<boolean> {
  // Only requests of 2026-07-28 name their method in a header; asking them more costs time.
  if (request.headers.has("mcp-method")) return false;
  // Only tools report progress, and only in an event stream.
  if (messages.some(({ tool, hasProgressToken }) => tool && hasProgressToken)) return false;
  return await isLegacyRequest(request, body);
}

/** Lets `server` answer `request` with one JSON document, and closes it. */
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

/** An unknown resource had a code of its own until 2026 (MCP 2025-11-25, Resources, Error Handling). */
function inWordsOf2025(message: JSONRPCMessage): JSONRPCMessage {
  if (!("error" in message)) return message;
  const { error } = message;
  const isUnknownResource = error.code === ProtocolErrorCode.InvalidParams &&
    Object.keys(error.data ?? {}).join() === "uri";
  if (!isUnknownResource) return message;
  return { ...message, error: { ...error, code: ProtocolErrorCode.ResourceNotFound } };
}
