import { type ClaimsOf, startClaimServer } from "../../support/servers/claim_server.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { post } from "../../support/oauth/oauth.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";
import type { Credential } from "./requests.ts";

/** What a credential is worth, and with it the outcome of every request. */
export type Worth = "nothing was sent" | "bad" | "good" | "good without scope";

/** A row of the matrix. */
export interface Row {
  name: string;
  server: TestServer;
  credential: Credential;
  worth: Worth;
}

/** The rows of one authorization server. */
export interface Rows extends AsyncDisposable {
  rows: Row[];
}

const HOUR_MS = 60 * 60 * 1000;

/** Credentials that the embedded authorization server issues, or that nobody does. */
export async function embeddedRows(): Promise<Rows> {
  let passed = -2 * HOUR_MS;
  const server = await startServer({ now: () => Date.now() + passed });
  const target = targetOf(server);
  const { browser, client_id, tokens: expired } = await connect(target);
  passed = 0;
  const again = { browser, client_id };
  const { tokens: revoked } = await connect(target, again);
  await post(target, "/oauth/revoke", { form: { client_id, token: revoked.access_token } });
  const parameters = { scope: "openid user:read" };
  const { tokens } = await connect(target, { ...again, parameters });
  const good = tokens.access_token;

  const credentials: [name: string, credential: Credential, worth: Worth][] = [
    ["good token", bearer(good), "good"],
    ["no header", {}, "nothing was sent"],
    ["empty header", authorization(""), "nothing was sent"],
    ["wrong scheme", authorization(`Basic ${good}`), "nothing was sent"],
    ["no scheme", authorization(good), "nothing was sent"],
    ["two headers", authorization(`Bearer ${good}`, `Bearer ${good}`), "bad"],
    ["token in query", { query: `?access_token=${good}` }, "nothing was sent"],
    ["unknown", bearer("unknown"), "bad"],
    ["expired", bearer(expired.access_token), "bad"],
    ["revoked", bearer(revoked.access_token), "bad"],
    ["refresh token", bearer(tokens.refresh_token), "bad"],
    ["id token", bearer(tokens.id_token), "bad"],
  ];
  return {
    rows: credentials.map(([name, credential, worth]) => ({ name, server, credential, worth })),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Credentials with claims that only another authorization server would give. */
export async function externalRows(): Promise<Rows> {
  const service = await startClaimServer();
  const { server, tokens, claims } = service;
  const now = Math.floor(Date.now() / 1000);
  const other = "https://other.example";
  const changes: [name: string, change: ClaimsOf, worth: Worth][] = [
    ["good token", {}, "good"],
    ["inactive", { active: false }, "bad"],
    ["expired", { exp: now - 1 }, "bad"],
    ["not yet valid", { nbf: now + 600 }, "bad"],
    ["wrong audience", { aud: other }, "bad"],
    ["no audience", { aud: undefined }, "bad"],
    ["audience as array", { aud: [other, server.resource] }, "good"],
    ["wrong audiences", { aud: [other, server.url] }, "bad"],
    ["other issuer", { iss: other }, "bad"],
    ["refresh token", { token_use: "refresh_token" }, "bad"],
    ["id token", { token_use: "id_token" }, "bad"],
    ["no sub", { sub: undefined }, "bad"],
    ["no scope", { scope: undefined }, "good without scope"],
  ];
  const rows = changes.map(([name, change, worth], index): Row => {
    tokens[`token-${index}`] = claims(change);
    return { name, server, credential: bearer(`token-${index}`), worth };
  });
  return { rows, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

function bearer(token: string): Credential {
  return authorization(`Bearer ${token}`);
}

function authorization(...values: string[]): Credential {
  return { headers: values.map((value) => ["Authorization", value]) };
}
