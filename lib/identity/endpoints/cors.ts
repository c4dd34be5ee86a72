import { EXPOSED_HEADERS } from "../../http/web_clients.ts";

/** The response, readable for web clients on any origin whatever its status. */
export function withCors(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", EXPOSED_HEADERS.join(", "));
  return new Response(response.body, { status: response.status, headers });
}
