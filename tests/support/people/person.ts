import { ALL_SCOPES, type Scope } from "../../../lib/scopes.ts";
import { getAccessToken } from "../../../scripts/access_token.ts";
import type { TestServer } from "../servers/server.ts";

/** Somebody with a journal at a test server. */
export interface Person {
  readonly account: { name: string; email: string; password: string };
  /** Returns an access token with exactly these scopes, got through the real flow. */
  token(...scopes: string[]): Promise<string>;
}

/** Returns a person who has no account yet; the first token makes it. */
export function person(server: TestServer, name: string): Person {
  const account = accountOf(name);
  return {
    account,
    token: (...scopes) => getAccessToken(server.resource, { account, scope: scopes.join(" ") }),
  };
}

export const EVERYTHING: readonly Scope[] = ALL_SCOPES;

/** The account of a person of the tests. */
export function accountOf(name: string) {
  return {
    name,
    email: `${name.toLowerCase()}@example.com`,
    password: `${name} keeps a journal`,
  };
}
