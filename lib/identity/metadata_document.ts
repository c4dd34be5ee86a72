import { cleanClientMetadata } from "./client_metadata.ts";

/**
 * The `fetch` that oidc-provider reads Client ID Metadata Documents with
 * (draft-ietf-oauth-client-id-metadata-document). It hands on the document cleaned by the rules of
 * registration, and rejects when the document breaks them.
 *
 * Before its first call oidc-provider warns that it cannot refuse private addresses on this runtime.
 * That is so, and is why `fetchDocument` is our safe_fetch.ts.
 */
export function fetchMetadataDocument(fetchDocument: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchDocument(input, init);
    if (response.status !== 200) return response;
    const document = await response.json();
    const { client_id, client_secret, client_secret_expires_at } = document ?? {};
    // oidc-provider judges these itself: the id must be the address, a secret must not be there.
    const judged = { client_id, client_secret, client_secret_expires_at };
    const cleaned = cleanClientMetadata({ token_endpoint_auth_method: "none", ...document });
    const cacheControl = response.headers.get("cache-control");
    return Response.json({ ...judged, ...cleaned }, {
      headers: cacheControl ? { "cache-control": cacheControl } : {},
    });
  };
}
