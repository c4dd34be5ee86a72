import type { LoopbackProxy } from "../provider/loopback_proxy.ts";
import type { Limiter } from "../../limiter.ts";
import type { ShareRefresh } from "./shared_refresh.ts";
import { methodNotAllowed, oauthError, readBody } from "../../http/oauth_http.ts";

/**
 * Hands a token request on (RFC 6749, section 3.2). A resource that is not ours is refused here
 * (RFC 8707, section 2.2): oidc-provider would judge it only after the code is used up.
 */
export async function tokenEndpoint(
  request: Request,
  { clientAddress, resource, proxy, share, limit }: {
    clientAddress: string;
    resource: string;
    proxy: LoopbackProxy;
    share: ShareRefresh;
    limit: Limiter;
  },
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const body = await readBody(request);
  const form = new URLSearchParams(body);
  const grant = form.get("grant_type") ?? "";
  const counter = `${clientAddress} ${grant.slice(0, 100)}`;
  const retryAfter = limit.take(counter);
  if (retryAfter > 0) return tooMany(retryAfter);
  const asked = form.getAll("resource").filter(Boolean);
  const foreign = asked.find((indicator) => indicator !== resource);
  if (foreign !== undefined) {
    const description = `The resource is ${foreign}, expected ${resource}`;
    return oauthError("invalid_target", { description });
  }
  const headers = { accept: "application/json" };
  const send = () => proxy.send(request, { clientAddress, body, headers });
  if (grant !== "refresh_token") return await send();
  return await share({ authorization: request.headers.get("authorization"), body }, send);
}

function tooMany(retryAfter: number): Response {
  return oauthError("temporarily_unavailable", {
    description: `Too many token requests, try again in ${retryAfter} seconds`,
    status: 429,
    headers: { "retry-after": String(retryAfter) },
  });
}
