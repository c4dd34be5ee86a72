import { Browser } from "../../../scripts/browser/browser.ts";
import type { TestServer } from "../servers/server.ts";
import { signIn } from "./account.ts";

/** Lets somebody who has an account set their time zone on the account page. */
export async function setTimeZone(
  server: TestServer,
  { name, timeZone }: { name: string; timeZone: string },
): Promise<void> {
  const browser = new Browser(server.url);
  const page = await signIn(browser, name);
  await browser.submit(page, { having: "time_zone", fill: { time_zone: timeZone } });
}
