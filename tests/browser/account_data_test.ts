import assert from "node:assert/strict";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { signIn, signUp } from "../support/browser/pages.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";
import { EVERYTHING, person } from "../support/people/person.ts";

/** Where pictures of the pages are put for whoever wants to look at them. */
const PICTURES = Deno.env.get("EPICME_PICTURES");

for (const colorScheme of ["light", "dark"] as const) {
  chromiumTest(
    `without JavaScript, in ${colorScheme}, a person takes their journal along and deletes everything`,
    async () => {
      await using server = await startServer();
      const kody = person(server, "Kody");
      const token = await kody.token(...EVERYTHING);
      for (const title of ["A letter that was never sent", "Rain", "The <i>long</i> way home"]) {
        const call = { era: "2026-07-28", token } as const;
        const args = { title, content: "All day." };
        const { body } = await callTool(server.resource, { ...call, tool: "create_entry", args });
        const { id } = body.result.structuredContent.entry;
        await callTool(server.resource, { ...call, tool: "delete_entry", args: { id } });
      }
      await using tab = await openTab({
        javaScriptEnabled: false,
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      const { page } = tab;
      const look = async (name: string) => {
        if (PICTURES) {
          await page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}.png`, fullPage: true });
        }
      };
      await page.goto(`${server.url}/account`);
      await signIn(page, kody);
      await look("account");
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download as Markdown" }).click();
      const download = await downloading;
      assert.equal(download.suggestedFilename(), "epicme-journal.md");
      assert.match(
        await Deno.readTextFile(await download.path()),
        /^---\n[^]*A letter that was never sent/,
      );

      await page.getByRole("link", { name: "Trash" }).click();
      await look("trash");
      await page.getByRole("button", { name: "Restore Rain" }).click();
      await page.getByRole("status").filter({ hasText: "back in your journal" }).waitFor();
      await page.getByRole("button", { name: /^Delete for ever: A letter/ }).click();
      await page.getByRole("status").filter({ hasText: "deleted for ever" }).waitFor();
      await page.waitForLoadState();
      assert.equal(await page.getByRole("heading", { level: 2 }).count(), 1);
      await page.getByRole("link", { name: "Back to your account" }).click();

      await page.getByRole("link", { name: "Activity" }).click();
      await page.waitForURL("**/account/activity");
      assert.equal(await page.getByRole("row").count(), 7);
      await look("activity");
      await page.getByRole("link", { name: "Back to your account" }).click();

      await page.getByRole("link", { name: "Delete my data" }).click();
      await page.getByLabel("Password").fill("not the one");
      await page.getByLabel("I want everything").check();
      await page.getByRole("button", { name: "Delete everything" }).click();
      assert.match(await page.getByRole("alert").innerText(), /password is wrong/);
      await look("delete");
      await page.getByLabel("Password").fill(kody.account.password);
      await page.getByLabel("I want everything").check();
      await page.getByRole("button", { name: "Delete everything" }).click();
      await page.getByRole("heading", { name: "Your data is deleted" }).waitFor();
      await look("gone");
      await page.goto(`${server.url}/account`);
      assert.equal(await page.textContent("h1"), "Sign in");
      await page.getByRole("link", { name: "Create an account" }).click();
      await page.goto(`${server.url}/account`);
      await page.getByRole("link", { name: "Create an account" }).waitFor();
      await signUp(page, kody);
      await page.getByRole("heading", { name: "Your account" }).waitFor();
      await page.getByText("No app is connected.").waitFor();
      assert.deepEqual(tab.complaints.filter((each) => !/status of 400/.test(each)), []);
    },
  );
}

chromiumTest(
  "the pages about a person's data are usable without eyes and on a small screen",
  async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const token = await kody.token(...EVERYTHING);
    const call = { era: "2026-07-28", token } as const;
    const args = { title: "W".repeat(200), content: "All day." };
    const { body } = await callTool(server.resource, { ...call, tool: "create_entry", args });
    const { id } = body.result.structuredContent.entry;
    await callTool(server.resource, { ...call, tool: "delete_entry", args: { id } });
    await using tab = await openTab({ viewport: { width: 320, height: 640 } });
    const { page } = tab;
    await page.goto(`${server.url}/account`);
    await signIn(page, kody);
    for (const path of ["", "/trash", "/activity", "/delete"]) {
      await page.goto(`${server.url}/account${path}`);
      assert.deepEqual(await page.evaluate(pageProblems), [], path);
    }
  },
);
