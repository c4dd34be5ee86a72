import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeProblems } from "../support/browser/axe.ts";
import { addAuthenticator } from "../support/browser/authenticator.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { askToConnect, signIn, signUp } from "../support/browser/pages.ts";
import { modernClient } from "../support/oauth/oauth_clients.ts";
import { visitor } from "../support/people/visitor.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

const kody = visitor("Kody");

/** Adds a passkey on the page of passkeys, after the password. */
async function addPasskey(page: Page, server: TestServer): Promise<void> {
  await page.goto(`${server.url}/account/passkeys`);
  await page.getByRole("link", { name: "Confirm who you are" }).click();
  await page.getByLabel("Password").fill(kody.account.password);
  await page.getByRole("button", { name: "Confirm with the password" }).click();
  await page.getByLabel("What you call it").fill("My telephone");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
}

async function signOut(page: Page, server: TestServer): Promise<void> {
  await page.goto(`${server.url}/account`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

chromiumTest("a passkey is added, and signs in by its button and connects an app", async () => {
  await using server = await startServer();
  await using tab = await openTab({ viewport: { width: 375, height: 740 } });
  const { page } = tab;
  const authenticator = await addAuthenticator(page);
  // Or this authenticator, which says yes to whatever it is asked, would be faster than the click.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto(`${server.url}/account`);
  await signUp(page, kody);
  await addPasskey(page, server);
  const problems: Record<string, string[]> = {};
  const look = async (name: string) => {
    problems[name] = [...await page.evaluate(pageProblems), ...await axeProblems(page)];
    const shots = Deno.env.get("SHOTS");
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };
  await look("passkeys");
  assert.equal((await authenticator.credentials()).length, 1);
  for (const path of ["profile", "sign-ins", ""]) {
    await page.goto(`${server.url}/account/${path}`);
    await look(path || "account");
  }

  await signOut(page, server);
  await look("sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Your account" }).waitFor();

  await signOut(page, server);
  const client = modernClient(server.resource);
  await page.goto(await askToConnect(client));
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("button", { name: "Allow" }).waitFor();
  assert.match(await page.textContent("dl") ?? "", /kody@example\.com/i);
  assert.deepEqual(problems, Object.fromEntries(Object.keys(problems).map((name) => [name, []])));
  assert.deepEqual(tab.complaints, []);
});

chromiumTest("the browser offers a passkey by itself, without a click", async () => {
  await using server = await startServer();
  await using tab = await openTab();
  const { page } = tab;
  await addAuthenticator(page);
  await page.goto(`${server.url}/account`);
  await signUp(page, kody);
  await addPasskey(page, server);
  await page.goto(`${server.url}/account`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  // The authenticator says yes as soon as it is asked.
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  await page.goto(await askToConnect(modernClient(server.resource)));
  await page.getByRole("button", { name: "Allow" }).waitFor();
});

chromiumTest("an account that asks for a passkey lets a password in with a code only", async () => {
  await using server = await startServer();
  await using tab = await openTab();
  const { page } = tab;
  const authenticator = await addAuthenticator(page);
  await page.goto(`${server.url}/account`);
  await signUp(page, kody);
  await addPasskey(page, server);
  await page.getByRole("button", { name: "Ask for a passkey always" }).click();
  const codes = (await page.textContent("pre") ?? "").split("\n");
  assert.equal(new Set(codes).size, 10);
  assert.deepEqual(await axeProblems(page), []);
  await authenticator.setPresent(false);

  await using other = await openTab({ javaScriptEnabled: false });
  const signInAgain = async (code: string) => {
    await other.page.goto(`${server.url}/account`);
    await signIn(other.page, kody);
    await other.page.getByText("This account wants a passkey").waitFor();
    await other.page.getByLabel("Password").fill(kody.account.password);
    await other.page.getByLabel("Recovery code").fill(code);
    await other.page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await signInAgain(codes[3].toUpperCase().replaceAll("-", " "));
  await other.page.getByRole("heading", { name: "Your account" }).waitFor();
  await other.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await signInAgain(codes[3]);
  await other.page.getByText("or the recovery code is wrong").waitFor();

  await page.goto(`${server.url}/account/passkeys`);
  await page.getByText("You have 9 unused recovery codes").waitFor();
  await page.getByRole("button", { name: "Remove My telephone" }).click();
  await page.getByText("This passkey stays").waitFor();
  await page.getByRole("button", { name: "Let the password suffice" }).click();
  await page.getByRole("button", { name: "Remove My telephone" }).click();
  await page.getByText("The passkey is removed here.").waitFor();
});
