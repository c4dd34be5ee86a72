import { ALLOWED_HEADERS, EXPOSED_HEADERS } from "../../http/web_clients.ts";

/** The answer to a preflight: web clients on any origin may use the endpoints, without cookies. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST, OPTIONS",
      "access-control-allow-headers": ALLOWED_HEADERS.join(", "),
      "access-control-max-age": "3600",
    },
  });
}

/** The response, readable for web clients on any origin whatever its status. */
export function withCors(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", EXPOSED_HEADERS.join(", "));
  return new Response(response.body, { status: response.status, headers });
}
