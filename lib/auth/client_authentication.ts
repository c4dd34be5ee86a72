import * as oauth from "oauth4webapi";
import type { AuthorizationServerMetadata } from "./discovery.ts";

/**
 * Returns how we authenticate at the introspection endpoint of `server`: Basic unless its metadata
 * says that only the other one is accepted; it is the default where the metadata says nothing
 * (RFC 8414, section 2).
 */
export function clientAuthentication(
  server: AuthorizationServerMetadata,
  secret: string,
): oauth.ClientAuth {
  const methods = server.introspection_endpoint_auth_methods_supported ??
    server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_post") && !methods.includes("client_secret_basic")
    ? oauth.ClientSecretPost(secret)
    : clientSecretBasic(secret);
}

/**
 * HTTP Basic with form-encoded parts (RFC 6749, section 2.3.1). The library's own also escapes `-`,
 * `.` and `_`, so that servers that take the parts as they come would not know `epicme-server`.
 */
function clientSecretBasic(secret: string): oauth.ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    headers.set("authorization", `Basic ${btoa(`${formEncode(client_id)}:${formEncode(secret)}`)}`);
  };
}

function formEncode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice("=".length);
}
