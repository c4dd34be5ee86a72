import { plainText } from "./client_text.ts";
import type { Provider } from "./oidc_provider.ts";
import { isLocalRedirect, redirectHost } from "./redirect_uri.ts";

/**
 * What a person is told about a client. The name is its own claim, the hosts are facts. The website
 * it names is left out: that would be a second claim, and look like a fact.
 */
export interface ClientView {
  readonly name: string;
  /** Where the answer goes: host with port, or the app's scheme. */
  readonly redirectHost: string;
  /** Whether that is a program on the person's own machine. */
  readonly isLocal: boolean;
  /** Host that publishes its metadata document. */
  readonly documentHost?: string;
}

type Client = NonNullable<Awaited<ReturnType<Provider["Client"]["find"]>>>;

/** How `client` is shown when it asks to be answered at `redirectUri`. */
export function viewClient(client: Client, redirectUri: string): ClientView {
  const document = URL.canParse(client.clientId) ? new URL(client.clientId) : undefined;
  return {
    name: plainText(client.clientName) ?? "An app without a name",
    redirectHost: redirectHost(redirectUri),
    isLocal: isLocalRedirect(redirectUri),
    ...(document ? { documentHost: document.host } : {}),
  };
}
