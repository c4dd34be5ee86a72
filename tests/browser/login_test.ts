import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { listenForCallback } from "../support/oauth/callback.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { modernClient } from "../support/oauth/oauth_clients.ts";
import { askToConnect } from "../support/browser/pages.ts";
import { type LoginProvider, startLoginProvider } from "../support/servers/login_provider.ts";
import { newPerson } from "../support/people/account.ts";
import { visitor } from "../support/people/visitor.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

/** Signs in at the pages of the provider and agrees. */
async function answerThere(page: Page, login: string): Promise<void> {
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill("anything");
  await page.locator('button[type="submit"]').click();
  await page.getByRole("button", { name: "Continue" }).click();
}

async function openBoth(): Promise<
  AsyncDisposable & { provider: LoginProvider; server: TestServer }
> {
  const provider = await startLoginProvider();
  // The provider is at 127.0.0.1 and we at localhost: two sites, as in life.
  const server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  provider.people.set("kody", {
    ...{ name: "Kody", email: "kody@example.com", email_verified: true },
  });
  return {
    ...{ provider, server },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? "with" : "without";

  chromiumTest(
    `${scripts} JavaScript, a person goes to the provider and is back in the app`,
    async () => {
      await using both = await openBoth();
      await using listener = listenForCallback();
      await using client = modernClient(both.server.resource, listener);
      await using tab = await openTab({ javaScriptEnabled });
      const { page } = tab;
      await page.goto(await askToConnect(client));
      assert.deepEqual(await page.evaluate(pageProblems), []);
      await page.getByRole("button", { name: "Sign in with Example Inc." }).click();
      await answerThere(page, "kody");
      await page.getByRole("heading", { name: /^Connect/ }).waitFor();
      assert.match(await page.innerText("main"), /kody@example\.com/);
      await page.getByRole("button", { name: "Allow" }).click();
      await page.getByRole("heading", { name: listener.heading }).waitFor();
      await client.finish(await listener.called);
      await client.connect();
      assert.equal((await client.call("whoami")).user.name, "Kody");
      assert.deepEqual(ours(tab.complaints, both.server), []);
    },
  );
}

chromiumTest("a person without a password deletes their data, asked again there", async () => {
  await using both = await openBoth();
  await using tab = await openTab();
  const { page } = tab;
  await page.goto(`${both.server.url}/account`);
  await page.getByRole("button", { name: "Sign in with Example Inc." }).click();
  await answerThere(page, "kody");
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  assert.deepEqual(await page.evaluate(pageProblems), []);
  await page.getByRole("link", { name: "Delete my data" }).click();
  await page.getByRole("button", { name: "Confirm with Example Inc." }).click();
  await page.locator('input[name="login"]').fill("kody");
  await page.locator('input[name="password"]').fill("anything");
  await page.locator('button[type="submit"]').click();
  await page.getByText("You have confirmed who you are").waitFor();
  assert.deepEqual(await page.evaluate(pageProblems), []);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByRole("heading", { name: "Your data is deleted" }).waitFor();
  assert.deepEqual(ours(tab.complaints, both.server), []);
});

chromiumTest("the page of an account with a password offers to link it", async () => {
  await using both = await openBoth();
  await using tab = await openTab();
  const { page } = tab;
  const ada = visitor("Ada");
  await page.goto(`${both.server.url}/account`);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("E-mail address").fill(ada.account.email);
  await page.getByLabel("Password").fill(ada.account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  assert.deepEqual(await page.evaluate(pageProblems), []);
  await page.getByLabel("Password of this account").fill(ada.account.password);
  await page.getByRole("button", { name: "Link to Example Inc." }).click();
  await answerThere(page, "kody");
  await page.getByText("Your account is linked").waitFor();
  assert.deepEqual(await page.evaluate(pageProblems), []);
});

chromiumTest("who has an account with the same address is asked for its password", async () => {
  await using both = await openBoth();
  await newPerson(both.server, "Kody");
  await using tab = await openTab();
  const { page } = tab;
  await page.goto(`${both.server.url}/account`);
  await page.getByRole("button", { name: "Sign in with Example Inc." }).click();
  await answerThere(page, "kody");
  await page.getByRole("heading", { name: "Is this your account?" }).waitFor();
  assert.deepEqual(await page.evaluate(pageProblems), []);
  await page.getByLabel("Password of your account here").fill(visitor("Kody").account.password);
  await page.getByRole("button", { name: "Link the account" }).click();
  await page.getByRole("heading", { name: "Your account" }).waitFor();
});

/** What the browser said of our pages; those of the provider are its own. */
function ours(complaints: readonly string[], { url }: TestServer): string[] {
  return complaints.filter((each) => each.includes(url));
}
