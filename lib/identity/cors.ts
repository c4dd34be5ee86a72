/** The same as at the MCP endpoint: clients send their headers along to wherever they go. */
const ALLOWED_HEADERS = "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, " +
  "Mcp-Name, Mcp-Session-Id, Last-Event-ID";
const EXPOSED_HEADERS = "WWW-Authenticate, MCP-Protocol-Version, Mcp-Session-Id, Retry-After";

/** The answer to a preflight: web clients on any origin may use the endpoints, without cookies. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST, OPTIONS",
      "access-control-allow-headers": ALLOWED_HEADERS,
      "access-control-max-age": "3600",
    },
  });
}

/** The response, readable for web clients on any origin whatever its status. */
export function withCors(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", EXPOSED_HEADERS);
  return new Response(response.body, { status: response.status, headers });
}
