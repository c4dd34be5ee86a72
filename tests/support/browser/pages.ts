import type { Page } from "playwright-core";
import type { OAuthClient } from "../oauth/oauth_clients.ts";
import type { Visitor } from "../people/visitor.ts";

/** Lets a client without tokens connect, and returns where it sends its person. */
export async function askToConnect(client: OAuthClient): Promise<string> {
  await client.connect().catch((error) => {
    if (!(error instanceof client.Unauthorized)) throw error;
  });
  return client.provider.takeRedirect().href;
}

/** Opens an account from the sign-in page, finding everything by what a person reads. */
export async function signUp(page: Page, { account }: Pick<Visitor, "account">): Promise<void> {
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Fills in and sends the sign-in page. */
export async function signIn(page: Page, { account }: Pick<Visitor, "account">): Promise<void> {
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
