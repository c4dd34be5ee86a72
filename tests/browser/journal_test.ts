/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { problemsInLooks } from "../support/browser/all_problems.ts";
import { chromiumTest, openTab, type Tab } from "../support/browser/chromium.ts";
import { signIn } from "../support/browser/pages.ts";
import { tabTo } from "../support/browser/tab_to.ts";
import { fillSample } from "../support/journal/sample_journal.ts";
import { withJournal } from "../support/people/own_journal.ts";
import { accountOf } from "../support/people/person.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

chromiumTest("every page of the journal can be read and used in any look", async () => {
  await using server = await startServer();
  const { everything } = await prepare(server);
  await using tab = await openTab();
  await enter(tab.page, server);
  const found: Record<string, string[]> = {};
  for (const path of pathsOf(everything)) {
    await tab.page.goto(`${server.url}${path}`);
    await tab.page.evaluate(openAll);
    found[path] = await problemsInLooks(tab.page);
  }
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((path) => [path, []])));
  assert.deepEqual(complaintsOf(tab), []);
});

chromiumTest(
  "without script, on a telephone, a person searches, reads, compares and prints",
  async () => {
    await using server = await startServer();
    const { everything } = await prepare(server);
    await using tab = await openTab({
      ...{ javaScriptEnabled: false, viewport: { width: 375, height: 720 } },
    });
    const { page } = tab;
    await page.goto(`${server.url}/journal/entries/${everything}`);
    await signIn(page, { account: accountOf("Ada") });
    await page.getByRole("heading", { name: "Everything a text can have" }).waitFor();
    await page.getByRole("link", { name: "On this day" }).click();
    await page.getByRole("link", { name: "A year before" }).waitFor();
    await page.getByRole("link", { name: "May 2026", exact: true }).click();
    await page.getByRole("link", { name: "5 May, 2 entries" }).click();
    await page.getByRole("link", { name: "Everything a text can have" }).click();
    await page.getByRole("link", { name: "What it said before" }).click();
    await page.getByRole("link", { name: "Version 3" }).click();
    assert.equal(await page.locator(".changes ins").innerText(), " hard");
    await page.getByRole("link", { name: "Journal", exact: true }).click();
    await page.getByLabel("Search your journal").fill("harbour");
    await page.getByRole("button", { name: "Search" }).click();
    assert.equal(await page.locator("mark").innerText(), "harbour");
    await page.getByRole("link", { name: "Print" }).click();
    await page.getByLabel("Year").fill("2026");
    await page.getByRole("button", { name: "Make a book of the year" }).click();
    await page.getByRole("heading", { name: "December 2026", exact: true }).waitFor();
    const pdf = new TextDecoder("latin1").decode(await page.pdf());
    assert(pdf.match(/\/Type ?\/Page\b/g)!.length > 12, "each month begins a page");
  },
);

chromiumTest(
  "with the keyboard alone a person finds an entry, and scrolls what is wide",
  async () => {
    await using server = await startServer();
    await prepare(server);
    await using tab = await openTab({ viewport: { width: 375, height: 720 } });
    const { page } = tab;
    await enter(page, server);
    await page.goto(`${server.url}/journal`);
    await tabTo(page, "Search your journal");
    await page.keyboard.type("harbour");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Found in your journal" }).waitFor();
    await tabTo(page, "Everything a text can have");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Everything a text can have" }).waitFor();
    await tabTo(page, "Table");
    const table = page.getByRole("region", { name: "Table" });
    for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction((region) => region!.scrollLeft > 0, await table.elementHandle());
  },
);

async function prepare(server: TestServer) {
  const { journal } = await withJournal(server, "Ada");
  return await fillSample(journal);
}

async function enter(page: Page, server: TestServer): Promise<void> {
  await page.goto(`${server.url}/journal`);
  await signIn(page, { account: accountOf("Ada") });
  await page.getByRole("heading", { name: "Your journal" }).waitFor();
}

function pathsOf(id: string): string[] {
  return [
    ...["", "?q=sea+lihgt", "?tag=sea&private=yes&from=2026-01-01", "?trash=yes", "?tag=nowhere"],
    ...[`/entries/${id}`, `/entries/${id}/versions`, `/entries/${id}/versions/3?before=2`],
    ...["/days/2026-05-05", "/days/2020-01-01", "/calendar/2026", "/calendar/2026?colours=moods"],
    ...["/calendar/2026-05", "/tags", "/print", "/print?year=2026", "/nowhere"],
    ...["/new", "/new?day=2020-01-01", "/drafts", `/entries/${id}/edit`, `/entries/${id}/purge`],
  ].map((path) => `/journal${path}`);
}

/** Opens what is folded. Runs in the page. */
function openAll(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** What the browser complains of, beside the answers that are no pages. */
function complaintsOf({ complaints }: Tab): string[] {
  return complaints.filter((text) => !/status of 40[04]/.test(text));
}
