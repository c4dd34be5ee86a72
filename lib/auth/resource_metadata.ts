/** What the metadata of a protected resource says. */
export interface ProtectedResource {
  /** Its identifier (RFC 8707). */
  resource: string;
  /** Of the authorization server that issues its tokens. */
  issuer: string;
  /** Many clients ask for all of these. */
  scopes: readonly string[];
  /** For people. */
  name: string;
  documentation: string;
}

/** Returns the protected-resource metadata document (RFC 9728, section 2). */
export function resourceMetadata(
  { resource, issuer, scopes, name, documentation }: ProtectedResource,
): Record<string, unknown> {
  return {
    resource,
    authorization_servers: [issuer],
    scopes_supported: scopes,
    bearer_methods_supported: ["header"],
    resource_name: name,
    resource_documentation: documentation,
  };
}

/** Returns where the document of `resource` is served: the well-known path goes before its path. */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}
