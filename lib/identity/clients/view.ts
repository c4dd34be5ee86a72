import { plainText } from "../../plain_text.ts";
import type { Provider } from "../storage/oidc_provider.ts";
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
  /**
   * Whether it presents itself with a website and is answered on the person's machine, where any
   * program can do the same (MCP, Security Best Practices, Localhost Redirect URI Risks).
   */
  readonly isImpersonable: boolean;
}

type Client = NonNullable<Awaited<ReturnType<Provider["Client"]["find"]>>>;

/** How `client` is shown when it asks to be answered at `redirectUri`. */
export function viewClient(client: Client, redirectUri: string): ClientView {
  const document = URL.canParse(client.clientId) ? new URL(client.clientId) : undefined;
  const isLocal = isLocalRedirect(redirectUri);
  return {
    name: plainText(client.clientName) ?? "An app without a name",
    redirectHost: redirectHost(redirectUri),
    isLocal,
    isImpersonable: isLocal && (document ?? client.clientUri) !== undefined,
    ...(document ? { documentHost: document.host } : {}),
  };
}
