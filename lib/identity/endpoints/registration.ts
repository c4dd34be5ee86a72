import { cleanClientMetadata, ClientMetadataError, knownScopes } from "../clients/metadata.ts";
import type { LoopbackProxy } from "../provider/loopback_proxy.ts";
import { methodNotAllowed, oauthError, readBody } from "../../http/oauth_http.ts";
import type { Limiter } from "../../limiter.ts";

/** Registers a client (RFC 7591) with cleaned metadata, so many a minute for each address. */
export async function registrationEndpoint(
  request: Request,
  { clientAddress, limit, proxy, takesAssertions }: {
    clientAddress: string;
    limit: Limiter;
    proxy: LoopbackProxy;
    takesAssertions: boolean;
  },
): Promise<Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const retryAfter = await limit.take(clientAddress);
  if (retryAfter > 0) {
    return oauthError("temporarily_unavailable", {
      description: `Too many registrations, try again in ${retryAfter} seconds`,
      status: 429,
      headers: { "retry-after": String(retryAfter) },
    });
  }
  const document = parse(await readBody(request));
  try {
    const body = JSON.stringify(cleanClientMetadata(document, { takesAssertions }));
    const headers = { "content-type": "application/json", accept: "application/json" };
    const response = await proxy.send(request, { clientAddress, body, headers });
    return await withScope(response, knownScopes((document as { scope?: unknown }).scope));
  } catch (error) {
    if (!(error instanceof ClientMetadataError)) throw error;
    return oauthError(error.code, { description: error.message });
  }
}

/**
 * Repeats the scopes that a client registers without keeping them: kept, they would be a ceiling,
 * and a client could never step up beyond what it thought of first.
 */
async function withScope(response: Response, scope?: string): Promise<Response> {
  if (response.status !== 201 || scope === undefined) return response;
  const metadata = { ...await response.json(), scope };
  return Response.json(metadata, { status: 201, headers: { "cache-control": "no-store" } });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
