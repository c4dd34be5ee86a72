/**
 * The guard of an OAuth 2.0 protected resource: it reads the bearer token of a request, asks the
 * authorization server what it is worth, and tells clients how to authorize. It knows neither MCP
 * nor what it guards: `examples/guarded_server.ts` is a server of its own with nothing else.
 *
 * @module
 */
export { challenge, type ChallengeOptions } from "./challenge.ts";
export {
  type AuthorizationServerMetadata,
  createDiscovery as discovery,
  type DiscoveryOptions,
} from "./discovery.ts";
export {
  AuthError,
  AuthorizationServerUnavailableError,
  InsufficientScopeError,
  InvalidTokenError,
  MissingTokenError,
} from "./errors.ts";
export { authorize, createGuard, type Guard, type GuardOptions } from "./guard.ts";
export {
  createHttpIntrospection as httpIntrospection,
  type HttpIntrospectionOptions,
  type Introspect,
} from "./introspection.ts";
export {
  type ProtectedResource,
  resourceMetadata,
  resourceMetadataUrl,
} from "./resource_metadata.ts";
export { type UserContext, userIdOf } from "./user_context.ts";
export { createSignal, type Signal } from "../signal.ts";
export { createWellKnown, type WellKnown, type WellKnownOptions } from "./well_known.ts";
