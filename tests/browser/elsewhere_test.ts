import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { DATA_PATHS } from "../../lib/account_paths.ts";
import { problemsInLooks } from "../support/browser/all_problems.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { journalOf, startWorld } from "../support/people/elsewhere.ts";
import { dayOneTrip } from "../support/people/import.ts";

/** Where pictures of the pages are put for whoever wants to look at them. */
const PICTURES = Deno.env.get("EPICME_PICTURES");

/** As long as names can be. */
const NAME = "donaudampfschifffahrtsgesellschaftskapitaen";

/** Signs in at the company, which asks who this is and whether it agrees. */
async function signInThere(page: Page, back: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(NAME);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  const agree = page.getByRole("button", { name: "Continue" });
  await agree.or(page.getByRole("heading", { level: 1, name: back })).first().waitFor();
  if (await agree.isVisible()) await agree.click();
  await page.getByRole("heading", { level: 1, name: back }).waitFor();
}

// With script each page is seen in every look, so that no more ways than these are needed.
for (const javaScriptEnabled of [true, false]) {
  const width = javaScriptEnabled ? 375 : 1280;
  const how = javaScriptEnabled ? "with" : "without";
  chromiumTest(
    `${how} script, ${width} pixels wide, somebody of an external server looks after their data`,
    async () => {
      await using world = await startWorld();
      const { server } = world;
      const journal = journalOf(world, NAME);
      await journal.setDateSettings({ language: "de-DE", firstWeekday: 1 });
      const { id } = await journal.createEntry({ title: "A letter never sent", content: "." });
      await journal.trashEntry(id);
      await using tab = await openTab({
        ...{ javaScriptEnabled, timezoneId: "Europe/Berlin" },
        viewport: { width, height: 800 },
      });
      const { page } = tab;
      const picture = async (name: string, look: string = how) => {
        const path = `${PICTURES}/elsewhere-${look.replaceAll(" ", "-")}-${name}.png`;
        if (PICTURES) await page.screenshot({ path, fullPage: true });
      };
      const look = async (name: string) => {
        if (!javaScriptEnabled) return await picture(name);
        assert.deepEqual(await problemsInLooks(page, (look) => picture(name, look)), [], name);
      };
      await page.goto(`${server.url}/account/import`);
      await look("1-sign-in");
      await page.getByRole("button", { name: /^Sign in with/ }).click();
      await signInThere(page, "Import a journal");
      assert.equal(await journal.timeZone(), javaScriptEnabled ? "Europe/Berlin" : "UTC");

      const buffer = Buffer.from(dayOneTrip());
      await page.getByLabel("File", { exact: true }).setInputFiles({
        ...{ name: "Journal.json", mimeType: "application/json", buffer },
      });
      await page.getByRole("button", { name: "Look at the file" }).click();
      await page.getByText("117 entries, from").waitFor();
      await look("2-look");
      await page.getByRole("button", { name: "Import 117 entries" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("Imported: 117 new").waitFor();
      await page.getByRole("button", { name: "Undo this import" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("Undone: 117 entries in the trash").waitFor();

      // Without script nothing but a picture is made of them.
      for (const path of javaScriptEnabled || PICTURES ? DATA_PATHS : []) {
        await page.goto(`${server.url}${path}`);
        await look(path.slice(1).replaceAll("/", "-"));
      }
      await page.goto(`${server.url}/account`);
      await page.getByLabel("Time zone", { exact: true }).selectOption("Asia/Tokyo");
      await page.getByRole("button", { name: "Set time zone" }).click();
      await page.getByRole("status").filter({ hasText: "Your time zone is set." }).waitFor();
      await page.getByRole("link", { name: "Trash" }).click();
      await page.getByRole("button", { name: "Restore A letter never sent" }).click();
      await page.getByRole("status").filter({ hasText: "back in your journal" }).waitFor();
      await page.getByRole("link", { name: "Back to your account" }).click();
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download as Markdown" }).click();
      assert.equal((await downloading).suggestedFilename(), "epicme-journal.md");

      await page.getByRole("link", { name: "Delete my data" }).click();
      await page.getByRole("button", { name: /^Confirm with/ }).click();
      await signInThere(page, "Delete my data");
      await look("3-delete-confirmed");
      await page.getByLabel("I want everything").check();
      await page.getByRole("button", { name: "Delete everything" }).click();
      await page.getByRole("heading", { name: "Your data is deleted" }).waitFor();
      await look("4-gone");
      // Of our own pages, without the result of an import that is not named.
      const complaints = tab.complaints.filter((each) => each.includes(server.url));
      assert.deepEqual(complaints.filter((each) => !/status of 404/.test(each)), []);
    },
  );
}
