export { challenge } from "./challenge.ts";
export { type AuthorizationServerMetadata, createDiscovery as discovery } from "./discovery.ts";
export {
  AuthError,
  AuthorizationServerUnavailableError,
  InsufficientScopeError,
} from "./errors.ts";
export { authorize, createGuard, type Guard } from "./guard.ts";
export { createHttpIntrospection as httpIntrospection, type Introspect } from "./introspection.ts";
export { resourceMetadata, resourceMetadataUrl } from "./resource_metadata.ts";
export { type UserContext, userIdOf } from "./user_context.ts";
