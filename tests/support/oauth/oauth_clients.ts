import * as modern from "@modelcontextprotocol/client";
import * as legacyAuth from "@modelcontextprotocol/sdk/client/auth.js";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type {
  OAuthClientInformationMixed,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { MemoryProvider } from "./memory_provider.ts";
import { recordTraffic, type Traffic } from "../clients/traffic.ts";
import type { Decision, Visitor } from "../people/visitor.ts";

/** A real SDK client that is given an address and no token. */
export interface OAuthClient extends AsyncDisposable {
  /** Rejects with `Unauthorized`, and a redirect for its person, when it has no tokens. */
  connect(): Promise<void>;
  /** Hands over the redirect that came back, as the client's callback listener would. */
  finish(callback: URL): Promise<void>;
  /** Calls a tool and returns its structured result; a result that is an error rejects. */
  // deno-lint-ignore no-explicit-any
  call(tool: string, args?: Record<string, unknown>): Promise<any>;
  readonly protocolVersion: string | undefined;
  /** What the client keeps. */
  readonly provider: ModernProvider | LegacyProvider;
  /** All its requests, and how they were answered. */
  readonly traffic: Traffic;
  /** What it throws when its person has to authorize. */
  readonly Unauthorized: new () => Error;
}

/** The clients that people have today, by name. */
export const OAUTH_CLIENTS: Record<string, (resource: string) => OAuthClient> = {
  "SDK 2.x pinned to 2026-07-28": (resource) =>
    modernClient(resource, { mode: { pin: "2026-07-28" } }),
  "SDK 2.x auto": (resource) => modernClient(resource),
  "SDK 2.x legacy": (resource) => modernClient(resource, { mode: "legacy" }),
  "SDK 1.x": legacyClient,
};

/** Returns the protocol revision that a kind of client agrees on with us. */
export function revisionOf(kind: string): string {
  return kind === "SDK 1.x" || kind === "SDK 2.x legacy" ? "2025-11-25" : "2026-07-28";
}

/** Lets the client go all the way from knowing nothing to being connected. */
export async function signIn(client: OAuthClient, person: Visitor, decision?: Decision) {
  await client.connect().catch((error) => {
    if (!(error instanceof client.Unauthorized)) throw error;
  });
  await client.finish(await person.answer(client.provider.takeRedirect(), decision));
  await client.connect();
}

class ModernProvider extends MemoryProvider<
  modern.StoredOAuthClientInformation,
  modern.StoredOAuthTokens,
  modern.OAuthDiscoveryState
> implements modern.OAuthClientProvider {}

class LegacyProvider extends MemoryProvider<
  OAuthClientInformationMixed,
  OAuthTokens,
  legacyAuth.OAuthDiscoveryState
> implements legacyAuth.OAuthClientProvider {}

const INFO = { name: "epicme-tests", version: "1.0.0" };

export interface ModernClientOptions {
  mode?: "auto" | "legacy" | { pin: string };
  redirectUrl?: string;
}

/** A client of the SDK 2.x, which speaks both protocol eras. */
export function modernClient(
  resource: string,
  { mode = "auto", redirectUrl }: ModernClientOptions = {},
): OAuthClient {
  const provider = new ModernProvider(redirectUrl);
  const traffic = recordTraffic();
  const client = new modern.Client(INFO, { versionNegotiation: { mode } });
  const newTransport = () =>
    new modern.StreamableHTTPClientTransport(new URL(resource), {
      authProvider: provider,
      fetch: traffic.fetch,
    });
  let transport = newTransport();
  return {
    async connect() {
      // A transport that was started once cannot be started again.
      transport = newTransport();
      await client.connect(transport);
    },
    // The whole query: this SDK compares `iss` itself (RFC 9207).
    finish: ({ searchParams }) => transport.finishAuth(searchParams),
    call: async (name, args = {}) => structured(await client.callTool({ name, arguments: args })),
    get protocolVersion() {
      return client.getNegotiatedProtocolVersion();
    },
    provider,
    traffic,
    Unauthorized: modern.UnauthorizedError,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** A client of the SDK 1.x, which stops at 2025-11-25. */
export function legacyClient(resource: string): OAuthClient {
  const provider = new LegacyProvider();
  const traffic = recordTraffic();
  const client = new LegacyClient(INFO);
  const newTransport = () =>
    new LegacyTransport(new URL(resource), { authProvider: provider, fetch: traffic.fetch });
  let transport = newTransport();
  return {
    async connect() {
      transport = newTransport();
      await client.connect(transport);
    },
    finish: ({ searchParams }) => transport.finishAuth(searchParams.get("code") ?? ""),
    call: async (name, args = {}) => structured(await client.callTool({ name, arguments: args })),
    get protocolVersion() {
      return transport.protocolVersion;
    },
    provider,
    traffic,
    Unauthorized: legacyAuth.UnauthorizedError,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function structured(result: Record<string, unknown>): unknown {
  if (result.isError) throw new Error(`The tool failed: ${JSON.stringify(result.content)}`);
  return result.structuredContent;
}
