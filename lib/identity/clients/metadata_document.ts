import { type ClientDocuments, MAX_CLIENT_ID } from "./documents.ts";
import { cleanClientMetadata } from "./metadata.ts";

/** For how long a copy is believed before the client's host is asked again, in seconds. */
const COPY_MAX_AGE = 300;

/**
 * The `fetch` that oidc-provider reads Client ID Metadata Documents with
 * (draft-ietf-oauth-client-id-metadata-document). It hands on the document cleaned by the rules of
 * registration, and rejects when the document breaks them. While the client's host is down, the last
 * good document takes its place; a host that says no is believed.
 *
 * Before its first call oidc-provider warns that it cannot refuse private addresses on this runtime.
 * That is so, and is why `fetchDocument` is our safe_fetch.ts.
 */
export function fetchMetadataDocument(
  fetchDocument: typeof fetch,
  copies: ClientDocuments,
): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.length > MAX_CLIENT_ID) {
      throw new TypeError(`The id has ${url.length} characters, expected at most ${MAX_CLIENT_ID}`);
    }
    const answer = await fetchDocument(input, init).catch((error: unknown) => ({ error }));
    if ("error" in answer || answer.status >= 500) {
      const copy = await copies.find(url);
      if (copy) return respondWith(copy, `max-age=${COPY_MAX_AGE}`);
    }
    if ("error" in answer) throw answer.error;
    const response = answer;
    if (response.status !== 200) return response;
    const document = await response.json();
    const { client_id, client_secret, client_secret_expires_at } = document ?? {};
    // oidc-provider checks these itself: the id must be the address, a secret must not be there.
    const checked = { client_id, client_secret, client_secret_expires_at };
    const cleaned = cleanClientMetadata({ token_endpoint_auth_method: "none", ...document });
    const good = { ...checked, ...cleaned };
    if (URL.parse(String(client_id))?.href === new URL(url).href) await copies.keep(url, good);
    return respondWith(good, response.headers.get("cache-control"));
  };
}

function respondWith(document: object, cacheControl: string | null): Response {
  const headers = cacheControl ? { "cache-control": cacheControl } : undefined;
  return Response.json(document, { headers });
}
