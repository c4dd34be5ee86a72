/**
 * What a web client may always send and read, the same at every endpoint: clients send their headers
 * along to wherever they go, and a header that one endpoint hides is an outage somewhere.
 */
const ALLOWED_HEADERS = [
  "Authorization",
  "Content-Type",
  "Accept",
  "MCP-Protocol-Version",
  "Mcp-Method",
  "Mcp-Name",
  "Mcp-Session-Id",
  "Last-Event-ID",
];

/** A header's name (RFC 9110, section 5.1). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export const EXPOSED_HEADERS = [
  "WWW-Authenticate",
  "MCP-Protocol-Version",
  "Mcp-Session-Id",
  "Retry-After",
];

/**
 * The answer to a preflight (Fetch, section 3.2.2). Whatever header a web client asks for is allowed:
 * tracing libraries add their own to every request, and nothing here depends on a header that only
 * our own pages could send, nor on a cookie.
 */
export function preflight(
  asked: Headers,
  { methods, maxAge }: { methods: readonly string[]; maxAge: number },
): Response {
  const names = asked.get("access-control-request-headers")?.split(",") ?? [];
  const further = names.map((name) => name.trim()).filter((name) => NAME.test(name));
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": methods.join(", "),
      "access-control-allow-headers": [...ALLOWED_HEADERS, ...further].join(", "),
      "access-control-max-age": String(maxAge),
      "vary": "Access-Control-Request-Headers",
    },
  });
}
