import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { faintTexts } from "../support/browser/contrast.ts";
import { modernClient } from "../support/oauth/oauth_clients.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { askToConnect, signIn, signUp } from "../support/browser/pages.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";

const LOOKS = [
  { look: "in light colours", options: { colorScheme: "light" } },
  { look: "in dark colours", options: { colorScheme: "dark" } },
  { look: "on a telephone", options: { viewport: { width: 320, height: 640 } } },
] as const;

for (const { look, options } of LOOKS) {
  chromiumTest(`every page can be read and used ${look}`, async () => {
    await using server = await startServer();
    await using tab = await openTab(options);
    const found: Record<string, string[]> = {};
    for await (const name of everyPage(tab.page, server)) {
      found[name] = [
        ...await tab.page.evaluate(pageProblems),
        ...await tab.page.evaluate(faintTexts),
      ];
    }
    assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    assert.equal(Object.keys(found).length, 12);
  });
}

/** Opens one page after the other, and says which it is. */
async function* everyPage(page: Page, server: TestServer): AsyncGenerator<string> {
  const kody = visitor("Kody");
  await page.goto(server.url);
  yield "home";
  const address = await askToConnect(modernClient(server.resource));
  await page.goto(address);
  yield "sign-in";
  await signIn(page, kody);
  yield "sign-in with a problem";
  await page.getByRole("link", { name: "Create an account" }).click();
  yield "sign-up";
  await page.goto(address);
  await signUp(page, { account: { ...kody.account, password: "password" } });
  yield "sign-up with a problem";
  await page.goto(address);
  await signUp(page, kody);
  yield "consent";
  await page.goto(address.replace(/redirect_uri=[^&]*/, "redirect_uri=https://evil.example"));
  yield "problem";
  await page.goto(`${server.url}/account`);
  yield "account, signed out";
  await signIn(page, kody);
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  yield "account";
  for (const path of ["trash", "activity", "delete"]) {
    await page.goto(`${server.url}/account/${path}`);
    yield path;
  }
}
