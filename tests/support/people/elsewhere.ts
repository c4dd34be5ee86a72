import { userIdOf } from "../../../lib/auth/mod.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { freePort } from "../programs/free_port.ts";
import { type Company, startCompany } from "../servers/company.ts";
import { startServer, type TestServer } from "../servers/server.ts";

/** A server and the company at which its people sign in. */
export interface World extends AsyncDisposable {
  company: Company;
  server: TestServer;
  clock: { ahead: number };
}

/** A server that takes tokens of a company, at which people sign in to their journals, too. */
export async function startWorld(
  { secret, environment }: { secret?: string; environment?: Record<string, string> } = {},
): Promise<World> {
  const port = freePort();
  const redirectUri = `http://localhost:${port}/journal/sign-in/callback`;
  const webClient = { id: "epicme-web", secret, redirectUri };
  const company = await startCompany({ webClient });
  const clock = { ahead: 0 };
  const server = await startServer({
    port,
    now: () => Date.now() + clock.ahead,
    environment: {
      ...company.environment,
      ...environment,
      WEB_CLIENT_ID: webClient.id,
      ...secret !== undefined && { WEB_CLIENT_SECRET: secret },
    },
  });
  return {
    ...{ company, server, clock },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await company[Symbol.asyncDispose]();
    },
  };
}

/** The journal of an employee. */
export function journalOf({ company, server }: World, name: string) {
  const access = { userId: userIdOf(company.issuer, name), includePrivate: true };
  return openJournal(server.store, access, {});
}

/** Signs in at the company, whatever it asks, and returns the page of ours that follows. */
export async function signIn({ server, company }: World, name: string, path = "/journal") {
  const browser = new Browser(server.url);
  let page = await browser.go(new URL(path, server.url));
  page = await browser.submit(page, {});
  const there = new Browser(company.issuer);
  const callback = await answerThere(page.url, { name, there });
  return { browser, there, callback, page: await browser.go(callback) };
}

/** Answers what the company asks; returns the redirect back. */
export async function answerThere(
  url: URL,
  { name, there }: { name: string; there: Browser },
): Promise<URL> {
  let theirs = await there.go(url);
  while (theirs.response) {
    theirs = await there.submit(theirs, { fill: { login: name, password: "anything" } });
  }
  return theirs.url;
}
