import type { Hop } from "./hop.ts";
import type { ShareRefresh } from "./shared_refresh.ts";
import { methodNotAllowed, oauthError, readBody } from "./http.ts";

/**
 * Hands a token request on (RFC 6749, section 3.2). A resource that is not ours is refused here
 * (RFC 8707, section 2.2): oidc-provider would judge it only after the code is used up.
 */
export async function tokenEndpoint(
  request: Request,
  { clientAddress, resource, hop, share }: {
    clientAddress: string;
    resource: string;
    hop: Hop;
    share: ShareRefresh;
  },
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const body = await readBody(request);
  const form = new URLSearchParams(body);
  const asked = form.getAll("resource").filter(Boolean);
  const foreign = asked.find((indicator) => indicator !== resource);
  if (foreign !== undefined) {
    const description = `The resource is ${foreign}, want ${resource}`;
    return oauthError("invalid_target", { description });
  }
  const headers = { accept: "application/json" };
  const send = () => hop.send(request, { clientAddress, body, headers });
  if (form.get("grant_type") !== "refresh_token") return await send();
  return await share({ authorization: request.headers.get("authorization"), body }, send);
}
