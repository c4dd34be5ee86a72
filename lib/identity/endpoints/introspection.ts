import { type Credentials, readCredentials } from "./basic_credentials.ts";
import { sameSecret } from "../storage/hashing.ts";
import { methodNotAllowed, oauthError, readBody } from "../../http/oauth_http.ts";
import type { Introspection } from "./introspect.ts";

/**
 * Answers introspection over HTTP (RFC 7662) for the resource server's credential alone: anybody
 * can register a client here, so no other may look into tokens.
 */
export async function introspectionEndpoint(
  request: Request,
  { resourceServer, introspect }: {
    resourceServer: Credentials;
    introspect: (token: string) => Promise<Introspection>;
  },
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const form = new URLSearchParams(await readBody(request));
  const presented = readCredentials(request.headers, form);
  if (!presented || !isSameClient(presented, resourceServer)) {
    return oauthError("invalid_client", {
      description: "Introspection is for the resource server only",
      status: 401,
      headers: { "www-authenticate": 'Basic realm="EpicMe"' },
    });
  }
  const token = form.get("token");
  if (!token) {
    return oauthError("invalid_request", { description: "Missing required parameter: token" });
  }
  return Response.json(await introspect(token), { headers: { "cache-control": "no-store" } });
}

function isSameClient(left: Credentials, right: Credentials): boolean {
  return sameSecret(left.clientId, right.clientId) &&
    sameSecret(left.clientSecret, right.clientSecret);
}
