import type { Limiter } from "../../limiter.ts";
import { methodNotAllowed, oauthError, readBody } from "../../http/oauth_http.ts";
import type { LoopbackProxy } from "../provider/loopback_proxy.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import { formHeaders } from "./form_headers.ts";
import { refreshScope } from "./refresh_scope.ts";
import { canonicalResources } from "./resource_indicator.ts";
import type { ShareRefresh } from "./shared_refresh.ts";

/** What the token endpoint answers with. */
export interface TokenEndpoint {
  clientAddress: string;
  resource: string;
  provider: Provider;
  proxy: LoopbackProxy;
  share: ShareRefresh;
  limit: Limiter;
}

/**
 * Hands a token request on (RFC 6749, section 3.2). A resource that is not ours is refused here
 * (RFC 8707, section 2.2): oidc-provider would judge it only after the code is used up.
 */
export async function tokenEndpoint(
  request: Request,
  { clientAddress, resource, provider, proxy, share, limit }: TokenEndpoint,
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const body = await readBody(request);
  const form = new URLSearchParams(body);
  const grant = form.get("grant_type") ?? "";
  const counter = `${clientAddress} ${grant.slice(0, 100)}`;
  const retryAfter = await limit.take(counter);
  if (retryAfter > 0) return tooMany(retryAfter);
  const foreign = cleanResource(form, resource);
  if (foreign !== undefined) {
    const description = `The resource is ${foreign}, expected ${resource}`;
    return oauthError("invalid_target", { description });
  }
  const headers = formHeaders(request);
  const send = () => proxy.send(request, { clientAddress, body: String(form), headers });
  if (grant !== "refresh_token") return await send();
  const authorization = request.headers.get("authorization");
  return await share({ authorization, body }, async () => {
    await cleanScope(form, provider);
    return await send();
  });
}

/** Leaves our resource in its one spelling, or returns one that is not ours. */
function cleanResource(form: URLSearchParams, resource: string): string | undefined {
  const named = canonicalResources(form.getAll("resource"), resource);
  form.delete("resource");
  if (named.length > 0) form.set("resource", resource);
  return named.find((indicator) => indicator !== resource);
}

async function cleanScope(form: URLSearchParams, provider: Provider): Promise<void> {
  const scope = form.get("scope");
  const refreshToken = form.get("refresh_token");
  if (scope === null || refreshToken === null) return;
  const cleaned = await refreshScope({ scope, refreshToken }, provider);
  if (cleaned === undefined) form.delete("scope");
  else form.set("scope", cleaned);
}

function tooMany(retryAfter: number): Response {
  return oauthError("temporarily_unavailable", {
    description: `Too many token requests, try again in ${retryAfter} seconds`,
    status: 429,
    headers: { "retry-after": String(retryAfter) },
  });
}
