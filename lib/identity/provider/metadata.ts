import { PATHS } from "../paths.ts";
import type { LoopbackProxy } from "./loopback_proxy.ts";

/** The authorization server's description of itself (RFC 8414, section 2). */
export type Metadata = Record<string, unknown>;

/** Reads the document once: it depends on nothing but the configuration. */
export async function readMetadata(proxy: LoopbackProxy, issuer: string): Promise<Metadata> {
  const request = new Request(`${issuer}/.well-known/oauth-authorization-server`);
  const response = await proxy.send(request, { clientAddress: "127.0.0.1" });
  if (!response.ok) throw new Error(`The metadata answers with ${response.status}, expected 200`);
  return {
    ...await response.json(),
    introspection_endpoint: `${issuer}${PATHS.introspect}`,
    introspection_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    revocation_endpoint_auth_methods_supported: [
      "none",
      "client_secret_basic",
      "client_secret_post",
    ],
  };
}

/** The metadata of a server that offers no Client ID Metadata Documents. */
export function withoutDocuments(metadata: Metadata): Metadata {
  const { client_id_metadata_document_supported: _offered, ...others } = metadata;
  return others;
}
