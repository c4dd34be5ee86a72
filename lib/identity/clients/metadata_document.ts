import { LRUCache } from "lru-cache";
import { ClientDocumentError, toDocumentError } from "./document_error.ts";
import { type ClientDocuments, MAX_CLIENT_ID } from "./documents.ts";
import { cleanClientMetadata, type ClientMetadata, ClientMetadataError } from "./metadata.ts";

/** For how long a copy is believed before the client's host is asked again, in seconds. */
const COPY_MAX_AGE = 300;

/** For how long a failure is believed: oidc-provider asks again to show its page. In milliseconds. */
const FAILURE_MAX_AGE = 3000;

/** What reading metadata documents needs. */
export interface MetadataDocumentOptions {
  readonly fetchDocument: typeof fetch;
  /** The last good documents. */
  readonly copies: ClientDocuments;
  /** Called with each failure; `hasCopy` tells that the client goes on with its last good document. */
  readonly onFailure: (
    error: ClientDocumentError,
    about: { host: string; hasCopy: boolean },
  ) => void;
}

/**
 * The `fetch` that oidc-provider reads Client ID Metadata Documents with
 * (draft-ietf-oauth-client-id-metadata-document). It hands on the document cleaned by the rules of
 * registration, and rejects with a `ClientDocumentError` when there is none or it breaks them. While
 * the client's host is down, the last good document takes its place; a host that says no is believed.
 *
 * Before its first call oidc-provider warns that it cannot refuse private addresses on this runtime.
 * That is so, and is why `fetchDocument` is our safe_fetch.ts.
 */
export function fetchMetadataDocument(
  { fetchDocument, copies, onFailure }: MetadataDocumentOptions,
): typeof fetch {
  const failures = new LRUCache<string, ClientDocumentError>({ max: 1000, ttl: FAILURE_MAX_AGE });

  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.length > MAX_CLIENT_ID) {
      const message = `The id has ${url.length} characters, expected at most ${MAX_CLIENT_ID}`;
      throw new ClientDocumentError("invalid", message);
    }
    const failed = failures.get(url);
    if (failed) throw failed;
    try {
      const response = await get(fetchDocument, url, init);
      const good = await readDocument(response, url);
      await copies.keep(url, good);
      return respondWith(good, response.headers.get("cache-control"));
    } catch (cause) {
      const error = toDocumentError(cause);
      const copy = isHostDown(error) ? await copies.find(url) : undefined;
      onFailure(error, { host: new URL(url).host, hasCopy: copy !== undefined });
      if (copy) return respondWith(copy, `max-age=${COPY_MAX_AGE}`);
      failures.set(url, error);
      throw error;
    }
  };
}

async function get(
  fetchDocument: typeof fetch,
  url: string,
  init?: RequestInit,
): Promise<Response> {
  const response = await fetchDocument(url, init);
  if (response.status === 200) return response;
  await response.body?.cancel();
  const { status } = response;
  throw new ClientDocumentError("status", `The host answers with ${status}, expected 200`, {
    cause: status,
  });
}

/** The document as we know it, checked by the rules of registration. */
async function readDocument(response: Response, url: string): Promise<object> {
  const document = await response.json().catch((cause: unknown) => {
    if (cause instanceof SyntaxError) throw invalid("The document is no JSON");
    throw cause;
  });
  const { client_id, client_secret, client_secret_expires_at } = document ?? {};
  const cleaned = cleaning({ token_endpoint_auth_method: "none", ...document });
  if (client_id !== url) {
    throw invalid(`The document is that of ${JSON.stringify(client_id)}, expected ${url}`);
  }
  const isPublic = cleaned.token_endpoint_auth_method === "none";
  if (!isPublic || (client_secret ?? client_secret_expires_at) !== undefined) {
    throw invalid("The document has the client use a secret, but everybody can read it");
  }
  return { client_id, ...cleaned };
}

function cleaning(document: unknown): ClientMetadata {
  try {
    return cleanClientMetadata(document);
  } catch (error) {
    if (error instanceof ClientMetadataError) throw invalid(error.message);
    throw error;
  }
}

function invalid(message: string): ClientDocumentError {
  return new ClientDocumentError("invalid", message);
}

function isHostDown({ problem, isUnreachable, cause }: ClientDocumentError): boolean {
  return isUnreachable || ["busy", "too_large", "redirect"].includes(problem) ||
    problem === "status" && Number(cause) >= 500;
}

function respondWith(document: object, cacheControl: string | null): Response {
  const headers = cacheControl ? { "cache-control": cacheControl } : undefined;
  return Response.json(document, { headers });
}
