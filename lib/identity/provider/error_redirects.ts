import type { errors, KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import { isLocalRedirect } from "../clients/redirect_uri.ts";

/**
 * Shows the errors of authorization requests as pages, where sending them to the client would make
 * us an open redirector (RFC 9700, section 4.11.2): anybody can register a website here and ask for
 * something that fails. A client that this browser's person consented to gets its errors, as does an
 * app on the person's own machine, and everybody whose request the person has decided about.
 */
export function keepErrorsFromStrangers(provider: Provider): void {
  provider.on("authorization.error", ({ oidc }: KoaContextWithOIDC, error: Refusal) => {
    const { client, session, params, route } = oidc;
    if (route !== "authorization" || !client) return;
    const redirectUri = String(params?.redirect_uri);
    if (!URL.canParse(redirectUri) || isLocalRedirect(redirectUri)) return;
    if (!session?.authorizations?.[client.clientId]?.grantId) error.allow_redirect = false;
  });
}

type Refusal = InstanceType<typeof errors.OIDCProviderError>;
