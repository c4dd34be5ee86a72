/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { listenForCallback } from "../support/oauth/callback.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { modernClient } from "../support/oauth/oauth_clients.ts";
import { askToConnect } from "../support/browser/pages.ts";
import { startServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";

chromiumTest("a person with a keyboard only signs up, unticks a scope and allows", async () => {
  await using server = await startServer();
  await using listener = listenForCallback();
  await using client = modernClient(server.resource, listener);
  await using tab = await openTab();
  const { page } = tab;
  const { keyboard } = page;
  const { account } = visitor("Kody");

  await page.goto(await askToConnect(client));
  await tabTo(page, ["E-mail address", "Password", "Sign in"]);
  await tabTo(page, ["Sign in with a passkey", "Forgot your password?", "Create an account"]);
  await keyboard.press("Enter");
  await page.waitForURL("**/sign-up");

  await tabTo(page, ["Name"]);
  await keyboard.type(account.name);
  await tabTo(page, ["E-mail address"]);
  await keyboard.type(account.email);
  await tabTo(page, ["Password"]);
  await keyboard.type(account.password);
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Connect" }).waitFor();

  await tabTo(page, [
    "Use another account",
    "See your name, your e-mail address and what your connected apps did",
    "Read your journal entries",
  ]);
  await keyboard.press("Space");
  await tabTo(page, [
    "Write, change and delete journal entries",
    "See your tags",
    "Create, rename and delete tags",
    "Allow",
  ]);
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: listener.heading }).waitFor();
  await client.finish(await listener.called);
  assert.equal(client.provider.kept!.scope!.split(" ").includes("entries:read"), false);
});

/** Presses Tab, and expects the focus to visit these controls, each with a ring around it. */
async function tabTo(page: Page, controls: string[]): Promise<void> {
  for (const control of controls) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(describeFocus);
    assert.deepEqual(focused, { name: control, ring: true });
  }
}

function describeFocus() {
  const element = document.activeElement as HTMLElement;
  const label = (element as HTMLInputElement).labels?.[0];
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    name: (label ?? element).innerText.trim(),
    ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  };
}
