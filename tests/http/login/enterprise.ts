import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { heading, submitTo } from "../../support/people/login.ts";
import {
  type EnterpriseClient,
  idJag,
  redeem,
  registerEnterpriseClient,
} from "../../support/oauth/id_jag.ts";
import { type FaultProvider, startFaultProvider } from "../../support/servers/fault_provider.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const SCOPES = "user:read, entries:read, entries:write, tags:read";

export interface Enterprise extends AsyncDisposable {
  provider: FaultProvider;
  server: TestServer;
  client: EnterpriseClient;
  /** Redeems an ID-JAG with these claims and this header. */
  ask(
    claims?: Record<string, unknown>,
    options?: { header?: Record<string, unknown>; form?: Record<string, string> },
  ): ReturnType<typeof redeem>;
}

export async function openEnterprise(
  environment: Record<string, string> = {},
  now?: () => number,
): Promise<Enterprise> {
  const provider = await startFaultProvider();
  const server = await startServer({
    environment: { ...provider.environment, ENTERPRISE_SCOPES: SCOPES, ...environment },
    now,
  });
  const client = await registerEnterpriseClient(server);
  return {
    ...{ provider, server, client },
    async ask(claims, { header, form } = {}) {
      const { client_id } = client;
      const assertion = await idJag(provider, { server, client_id }, claims, header);
      return await redeem(server, client, { assertion, ...form });
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

export async function whoami(server: TestServer, token: string) {
  return await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
}

/** Signs Kody in at /account, by the provider. */
export async function signIn({ server, provider }: Enterprise): Promise<Browser> {
  const browser = new Browser(server.url);
  const { url } = await submitTo(browser, await browser.go("/account"), { path: "/login" });
  const page = await browser.go((await new Browser(provider.issuer).go(url)).url);
  assert.equal(heading(page), "Your account");
  return browser;
}

export async function accounts({ server }: Enterprise): Promise<unknown[]> {
  return await Array.fromAsync(server.store.read.list({ prefix: ["identity", "account"] }));
}
