import {
  isLegacyRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";

/**
 * Whether a request is of a 2025 revision and nothing but its result is to be sent: then the answer
 * can be one JSON document instead of an event stream, which takes half the time and reads well in
 * curl (MCP 2025-11-25, Transports, Sending Messages to the Server).
 */
export async function isAnsweredAtOnce(request: Request, body: unknown): Promise<boolean> {
  // Only requests of 2026-07-28 name their method in a header; asking them more costs time.
  if (request.headers.has("mcp-method") || wantsProgress(body)) return false;
  return await isLegacyRequest(request, body);
}

/** Lets `server` answer `request` with one JSON document, and closes it. */
export async function answerAtOnce(
  server: Server,
  { request, body }: { request: Request; body: unknown },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
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

function wantsProgress(body: unknown): boolean {
  const messages = [body].flat() as { params?: { _meta?: { progressToken?: unknown } } }[];
  return messages.some((message) => message?.params?._meta?.progressToken !== undefined);
}
