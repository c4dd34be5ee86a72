import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hasChromium, openTab } from "../support/chromium.ts";
import { hasInspector, openInspector } from "../support/inspector.ts";
import { signUp } from "../support/pages.ts";
import { startServer } from "../support/server.ts";
import { visitor } from "../support/visitor.ts";

Deno.test({
  name: "in the web page of MCP Inspector, a person connects, signs up, allows and calls tools",
  ignore: !hasChromium || !hasInspector,
  async fn() {
    await using server = await startServer();
    await using inspector = await openInspector();
    // The command that our home page shows.
    await using web = inspector.run("--transport", "http", "--server-url", server.resource);
    const [, address] = await web.says(/up and running at:\s+(\S+)/);
    await using tab = await openTab({ viewport: { width: 1300, height: 900 } });
    const { page } = tab;
    await page.route(/^https:/, (route) => route.abort());

    await page.goto(address);
    await page.getByRole("switch", { name: "Connect or disconnect" }).dispatchEvent("click");
    await signUp(page, visitor("Kody"));
    assert.equal(await page.textContent("h1"), "Connect MCP Inspector?");
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByText("Connected", { exact: true }).waitFor();

    await page.getByText("Tools", { exact: true }).click();
    await openTool(page, "create_entry");
    await page.getByRole("textbox", { name: "title" }).fill("Rain");
    await page.getByRole("textbox", { name: "content" }).fill("All day.");
    await execute(page, /^Created\.\s+# Rain/);
    await openTool(page, "list_entries");
    await execute(page, /"Rain" \(id \w{26}\)/);
    assert.deepEqual(server.log.errors, []);
  },
});

async function openTool(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).first().click();
}

async function execute(page: Page, result: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Execute Tool" }).click();
  await page.getByText(result).first().waitFor();
}
