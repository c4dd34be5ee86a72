export { challenge } from "./challenge.ts";
export { type AuthorizationServerMetadata, discovery } from "./discovery.ts";
export { AuthError, AuthorizationServerUnavailableError } from "./errors.ts";
export { authorize, createGuard, type Guard } from "./guard.ts";
export { httpIntrospection, type Introspect } from "./introspection.ts";
export { resourceMetadata, resourceMetadataUrl } from "./resource_metadata.ts";
export { type UserContext, userIdOf } from "./user_context.ts";
