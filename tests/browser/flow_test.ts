import assert from "node:assert/strict";
import { listenForCallback } from "../support/oauth/callback.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { modernClient } from "../support/oauth/oauth_clients.ts";
import { askToConnect, signIn, signUp } from "../support/browser/pages.ts";
import { startServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? "with" : "without";

  chromiumTest(
    `${scripts} JavaScript, a person signs up, unticks a scope and is back in the app`,
    async () => {
      await using server = await startServer();
      await using listener = listenForCallback();
      await using client = modernClient(server.resource, listener);
      await using tab = await openTab({ javaScriptEnabled });
      const { page } = tab;

      await page.goto(await askToConnect(client));
      assert.equal(await page.textContent("h1"), "Sign in");
      await signUp(page, visitor("Kody"));
      assert.equal(await page.textContent("h1"), "Connect A client with an SDK?");
      await page.getByLabel("Create, rename and delete tags").uncheck();
      await page.getByRole("button", { name: "Allow" }).click();
      await page.getByRole("heading", { name: listener.heading }).waitFor();

      await client.finish(await listener.called);
      await client.connect();
      await client.call("create_entry", { title: "Rain", content: "All day." });
      await assert.rejects(client.call("create_tag", { name: "Weather" }), client.Unauthorized);
      assert.deepEqual(tab.complaints, []);
    },
  );

  chromiumTest(
    `${scripts} JavaScript, a person mistypes the password, signs in and denies`,
    async () => {
      await using server = await startServer();
      await using listener = listenForCallback();
      await using client = modernClient(server.resource, listener);
      await using tab = await openTab({ javaScriptEnabled });
      const { page } = tab;
      const kody = visitor("Kody");
      await kody.answer(new URL(await askToConnect(modernClient(server.resource))));

      await page.goto(await askToConnect(client));
      await signIn(page, { account: { ...kody.account, password: "Kody keeps a jounral" } });
      assert.match(await page.getByRole("alert").innerText(), /password is wrong/);
      assert.equal(await page.getByLabel("E-mail address").inputValue(), kody.account.email);
      await signIn(page, kody);
      await page.getByRole("button", { name: "Deny" }).click();
      await page.getByRole("heading", { name: listener.heading }).waitFor();

      await assert.rejects(client.finish(await listener.called), { code: "access_denied" });
      // Chromium counts the answer 400 to the mistyped password as an error of the page.
      assert.deepEqual(tab.complaints.filter((each) => !/status of 400/.test(each)), []);
    },
  );
}

chromiumTest(
  "a person who is signed in and comes from another site is asked for consent only",
  async () => {
    await using server = await startServer();
    await using listener = listenForCallback();
    await using client = modernClient(server.resource, listener);
    await using tab = await openTab();
    const { page } = tab;
    const kody = visitor("Kody");
    await page.goto(await askToConnect(modernClient(server.resource)));
    await signUp(page, kody);

    const address = (await askToConnect(client)).replaceAll("&", "&amp;");
    await page.goto(`data:text/html,${encodeURIComponent(`<a href="${address}">Connect</a>`)}`);
    await page.getByRole("link", { name: "Connect" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: listener.heading }).waitFor();
    await client.finish(await listener.called);
    await client.connect();
    assert.equal((await client.call("whoami")).user.email, kody.account.email);
    assert.deepEqual(tab.complaints, []);
  },
);
