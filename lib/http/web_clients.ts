/**
 * What a web client may send and read, the same at every endpoint: clients send their headers along
 * to wherever they go, and a header that one endpoint hides is an outage somewhere.
 */
export const ALLOWED_HEADERS = [
  "Authorization",
  "Content-Type",
  "Accept",
  "MCP-Protocol-Version",
  "Mcp-Method",
  "Mcp-Name",
  "Mcp-Session-Id",
  "Last-Event-ID",
];

export const EXPOSED_HEADERS = [
  "WWW-Authenticate",
  "MCP-Protocol-Version",
  "Mcp-Session-Id",
  "Retry-After",
];
