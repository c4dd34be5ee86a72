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
      assert.equal(await page.textContent("h1"), "Connect “A client with an SDK”?");
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

chromiumTest("a person who clicks twice, everywhere, is connected once", async () => {
  await using server = await startServer();
  await using listener = listenForCallback();
  await using client = modernClient(server.resource, listener);
  await using tab = await openTab();
  const { page } = tab;
  const kody = visitor("Kody");

  await page.goto(await askToConnect(client));
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill(kody.account.name);
  await page.getByLabel("E-mail address").fill(kody.account.email);
  await page.getByLabel("Password").fill(kody.account.password);
  await page.getByRole("button", { name: "Create account" }).dblclick();
  await page.getByRole("heading", { name: /^Connect/ }).waitFor();
  await page.getByRole("button", { name: "Allow" }).dblclick();
  const answered = page.getByRole("heading", { name: "You have answered this already" });
  await page.getByRole("heading", { name: listener.heading }).or(answered).waitFor();
  if (await answered.isVisible()) {
    // The second click was late enough for the first to be through.
    await page.getByRole("link", { name: "Connect again" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: listener.heading }).waitFor();
  }
  await client.finish(await listener.called);
  await client.connect();
  assert.equal((await client.call("whoami")).user.name, "Kody");

  await page.goBack();
  assert.equal(await page.textContent("h1"), "You have answered this already");
  await page.getByRole("link", { name: "Connect again" }).click();
  await page.getByRole("heading", { name: /^Connect/ }).waitFor();
});

chromiumTest(
  "a person who signs in as two people in two tabs is told so in the first",
  async () => {
    await using server = await startServer();
    const people = ["Ada", "Kody"].map(visitor);
    for (const person of people) {
      await person.answer(new URL(await askToConnect(modernClient(server.resource))));
    }
    await using tab = await openTab();
    const other = await tab.page.context().newPage();
    const client = modernClient(server.resource);
    const address = await askToConnect(client);
    await tab.page.goto(address);
    await other.goto(address);
    await signIn(tab.page, people[0]);
    await tab.page.getByRole("heading", { name: /^Connect/ }).waitFor();
    await signIn(other, people[1]);
    await other.getByRole("heading", { name: /^Connect/ }).waitFor();

    await tab.page.getByRole("button", { name: "Allow" }).click();
    assert.match(await tab.page.getByRole("alert").innerText(), /kody@example\.com has signed in/);
    await tab.page.getByRole("link", { name: "Go on as kody@example.com" }).click();
    assert.match(await tab.page.innerText("main"), /kody@example\.com/);
    await tab.page.getByRole("button", { name: "Allow" }).waitFor();
    await other.close();
  },
);
