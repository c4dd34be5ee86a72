import assert from "node:assert/strict";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { Accounts } from "../../../lib/identity/people/accounts.ts";
import { type Journal, openJournal } from "../../../lib/journal/mod.ts";
import type { Browser, View } from "../../../scripts/browser/browser.ts";
import type { TestServer } from "../servers/server.ts";
import { newPerson } from "./account.ts";
import { accountOf } from "./person.ts";

/** A new person who is signed in at the pages, and their journal as those have it. */
export async function withJournal(
  server: TestServer,
  name: string,
): Promise<{ browser: Browser; page: View; journal: Journal }> {
  const { browser, page } = await newPerson(server, name);
  return { browser, page, journal: await journalOf(server, name) };
}

/** The journal of somebody who has signed up, in which everything is seen. */
export async function journalOf(server: TestServer, name: string): Promise<Journal> {
  const accounts = new Accounts(server.store, { now: Date.now });
  const account = await accounts.findByEmail(accountOf(name).email);
  const userId = userIdOf("embedded", account!.subject);
  const blobs = { blobs: server.blobs, maxBytes: 2 ** 30 };
  return openJournal(server.store, { userId, includePrivate: true }, { blobs });
}

/** Asserts that a page says something; tells its main part otherwise, without the stylesheet. */
export function assertSays({ html }: Pick<View, "html">, pattern: RegExp): void {
  assert(
    pattern.test(html),
    `${pattern} is not on this page: ${html.slice(html.indexOf("<main>"))}`,
  );
}
