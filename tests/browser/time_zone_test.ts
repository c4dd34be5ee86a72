import assert from "node:assert/strict";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { signUp } from "../support/browser/pages.ts";
import { visitor } from "../support/people/visitor.ts";
import { startServer } from "../support/servers/server.ts";

chromiumTest(
  "a browser proposes its time zone as somebody signs up, and they can set another",
  async () => {
    await using server = await startServer();
    await using tab = await openTab({ timezoneId: "Pacific/Kiritimati" });
    const { page } = tab;
    await page.goto(`${server.url}/account`);
    await signUp(page, visitor("Kody"));
    const select = page.getByLabel("Time zone", { exact: true });
    assert.equal(await select.inputValue(), "Pacific/Kiritimati");
    await select.selectOption("America/Los_Angeles");
    await page.getByRole("button", { name: "Set time zone" }).click();
    await page.getByText("Your time zone is set.").waitFor();
    assert.equal(await select.inputValue(), "America/Los_Angeles");
    assert.deepEqual(await page.evaluate(pageProblems), []);
    assert.deepEqual(tab.complaints, []);
  },
);
