import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { goToProvider } from "../../support/people/login.ts";
import type { FaultProvider } from "../../support/servers/fault_provider.ts";
import type { TestServer } from "../../support/servers/server.ts";

/** Goes to the provider and returns where it answers. */
export async function answerOf(browser: Browser, provider: FaultProvider): Promise<URL> {
  const url = await goToProvider(browser, await browser.go("/account"));
  return (await new Browser(provider.issuer).go(url)).url;
}

/** The page that somebody sees who signs in. */
export async function signIn(server: TestServer, provider: FaultProvider): Promise<View> {
  const browser = new Browser(server.url);
  return await browser.go(await answerOf(browser, provider));
}
