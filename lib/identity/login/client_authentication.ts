import * as oidc from "openid-client";
import { toLoginProblem } from "./problem.ts";

/** How this server proves to the provider who it is. */
export interface ClientAuthentication {
  readonly use: oidc.ClientAuth;
  /**
   * Sends a request, once more with the other method if the first was refused: providers list both
   * and take the one with which the client happens to be registered. A code is used up by neither.
   */
  either<T>(send: () => Promise<T>): Promise<T>;
}

/**
 * By `client_secret_basic` unless the provider takes `client_secret_post` only (RFC 6749, 2.3.1). A
 * public client has no secret: PKCE alone shows that it is the one that began.
 */
export function clientAuthentication(secret: string | undefined): ClientAuthentication {
  if (secret === undefined) return { use: oidc.None(), either: (send) => send() };
  const basic = oidc.ClientSecretBasic(secret);
  const post = oidc.ClientSecretPost(secret);
  let isSwapped = false;
  return {
    use(as, client, body, headers) {
      // What a server takes that does not say it (OpenID Connect Discovery, section 3).
      const methods = as.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
      const takesBasic = methods.includes("client_secret_basic");
      const takesPost = methods.includes("client_secret_post");
      const isBasic = takesBasic && takesPost ? !isSwapped : takesBasic || !takesPost;
      return (isBasic ? basic : post)(as, client, body, headers);
    },
    async either(send) {
      try {
        return await send();
      } catch (error) {
        const { kind, code } = toLoginProblem(error);
        if (kind !== "misconfigured" || code !== "invalid_client") throw error;
        isSwapped = !isSwapped;
        try {
          return await send();
        } catch {
          isSwapped = !isSwapped;
          throw error;
        }
      }
    },
  };
}
