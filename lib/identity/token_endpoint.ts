import type { Hop } from "./hop.ts";
import { methodNotAllowed, oauthError, readBody } from "./http.ts";

/**
 * Hands a token request on (RFC 6749, section 3.2). A resource that is not ours is refused here
 * (RFC 8707, section 2.2): oidc-provider would judge it only after the code is used up.
 */
export async function tokenEndpoint(
  request: Request,
  { clientAddress, resource, hop }: { clientAddress: string; resource: string; hop: Hop },
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const body = await readBody(request);
  const asked = new URLSearchParams(body).getAll("resource").filter(Boolean);
  const foreign = asked.find((indicator) => indicator !== resource);
  if (foreign !== undefined) {
    const description = `The resource is ${foreign}, want ${resource}`;
    return oauthError("invalid_target", { description });
  }
  return await hop.send(request, { clientAddress, body, headers: { accept: "application/json" } });
}
