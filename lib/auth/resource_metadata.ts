import { EVERYDAY_SCOPES } from "../scopes.ts";

/**
 * Returns the protected-resource metadata document (RFC 9728, section 2). It lists the everyday
 * scopes only: many clients ask for all that stands here.
 */
export function resourceMetadata(resource: string, issuer: string): Record<string, unknown> {
  return {
    resource,
    authorization_servers: [issuer],
    scopes_supported: EVERYDAY_SCOPES,
    bearer_methods_supported: ["header"],
    resource_name: "EpicMe journal",
    resource_documentation: `${new URL(resource).origin}/`,
  };
}

/** Returns where the document of `resource` is served: the well-known path goes before its path. */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}
