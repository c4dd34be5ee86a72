import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { pageProblems } from "../support/browser/page_problems.ts";
import { signUp } from "../support/browser/pages.ts";
import { dayOneTrip } from "../support/people/import.ts";
import { person } from "../support/people/person.ts";
import { startServer } from "../support/servers/server.ts";

/** Where pictures of the pages are put for whoever wants to look at them. */
const PICTURES = Deno.env.get("EPICME_PICTURES");

/** A trip with what cannot be imported among it. */
function troubledTrip(hours: number): string {
  const { entries, ...rest } = JSON.parse(dayOneTrip("the trip", hours));
  const troubles = [
    { uuid: "A", creationDate: "yesterday", text: "No time" },
    { uuid: "B", creationDate: "2024-06-01T10:00:00Z", text: "" },
    { uuid: "C", creationDate: "2024-06-01T10:00:00Z", text: "Tagged", tags: ["x".repeat(101)] },
  ];
  return JSON.stringify({ ...rest, entries: [...entries, ...troubles] });
}

function fileOf(text: string, name = "Journal.json") {
  return { name, mimeType: "application/json", buffer: Buffer.from(text) };
}

const WIDTHS = [375, 1280];

for (const javaScriptEnabled of [true, false]) {
  // With script each page is looked at in both, so that more ways are for pictures only.
  for (const width of PICTURES ? WIDTHS : [javaScriptEnabled ? 375 : 1280]) {
    const how = javaScriptEnabled ? "with" : "without";
    chromiumTest(
      `${how} script, ${width} pixels wide, a person imports a journal, sees what was left out, and undoes it`,
      async () => {
        await using server = await startServer();
        await using tab = await openTab({ javaScriptEnabled, viewport: { width, height: 800 } });
        const { page } = tab;
        const look = async (name: string) => {
          for (const width of javaScriptEnabled ? WIDTHS : []) {
            await page.setViewportSize({ width, height: 800 });
            assert.deepEqual(await page.evaluate(pageProblems), [], `${name} at ${width}`);
          }
          await page.setViewportSize({ width, height: 800 });
          if (!PICTURES) return;
          const path = `${PICTURES}/import-${how}-${width}-${name}.png`;
          await page.screenshot({ path, fullPage: true });
        };
        await page.goto(`${server.url}/account`);
        await signUp(page, person(server, "Kody"));
        await page.getByRole("link", { name: "Import a journal" }).click();
        await look("1-before");
        const give = async (text: string, name?: string) => {
          await page.getByLabel("File", { exact: true }).setInputFiles(fileOf(text, name));
          await page.getByRole("button", { name: "Look at the file" }).click();
        };
        await give("{}", "Notes.json");
        await page.getByText("Not imported: This seems to be JSON of an app").waitFor();
        await look("2-error");
        await give(troubledTrip(600));
        await page.getByRole("heading", { name: "What is in it" }).waitFor();
        await page.getByText("601 entries, from").waitFor();
        await look("3-look");
        await page.getByLabel("Make all new entries private").check();
        await page.getByRole("button", { name: "Import 601 entries" }).click();
        await page.getByText(/Importing: \d+ of 601 entries/).waitFor();
        await look("4-during");
        // Whoever closes the page finds the result when they come back.
        await page.goto(`${server.url}/account`);
        await page.getByRole("link", { name: "Import a journal" }).click();
        await page.getByText("Imported: 601 new, 0 updated, 0 skipped, 2 not importable.")
          .waitFor();
        await look("5-after");
        await page.getByRole("link", { name: "3 things left out or taken otherwise" }).click();
        await page.getByText("It has no text").waitFor();
        await look("6-left-out");
        await page.getByRole("link", { name: "Back to your imports" }).click();
        await page.getByRole("button", { name: "Undo this import" }).focus();
        await page.keyboard.press("Enter");
        await page.getByText("Undone: 601 entries in the trash").waitFor();
        await look("7-undone");
        assert.deepEqual(tab.complaints, []);
      },
    );
  }
}

chromiumTest("a file goes on where it broke off when the connection is back", async () => {
  await using server = await startServer();
  await using tab = await openTab();
  const { page } = tab;
  await page.goto(`${server.url}/account`);
  await signUp(page, person(server, "Kody"));
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  await page.goto(`${server.url}/account/import`);
  const offsets: string[] = [];
  await page.route("**/account/import/upload/*", async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH") return await route.continue();
    offsets.push(request.headers()["upload-offset"]);
    if (offsets.length === 2) await route.abort("connectionreset");
    else await route.continue();
  });
  const text = dayOneTrip(`a trip that was ${"very ".repeat(2_000)}long`, 900);
  assert(text.length > 8 * 1024 * 1024);
  await page.getByLabel("File", { exact: true }).setInputFiles(fileOf(text));
  await page.getByRole("button", { name: "Look at the file" }).click();
  await page.getByText("900 entries, from").waitFor();
  assert.deepEqual(offsets, ["0", String(8 * 1024 * 1024), String(8 * 1024 * 1024)]);
});
