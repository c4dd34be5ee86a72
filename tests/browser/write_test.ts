/// <reference lib="dom" />
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { problemsInLooks } from "../support/browser/all_problems.ts";
import { bringPicture } from "../support/browser/bring_picture.ts";
import { chromiumTest, openTab, type Tab } from "../support/browser/chromium.ts";
import { signIn } from "../support/browser/pages.ts";
import { tabTo } from "../support/browser/tab_to.ts";
import { withJournal } from "../support/people/own_journal.ts";
import { accountOf } from "../support/people/person.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

/** Where pictures of the pages are put for whoever wants to look at them. */
const PICTURES = Deno.env.get("EPICME_PICTURES");

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

const TEXT = "# Morning\n\nWe walked **far**.\n\n- a seal\n- [ ] a whale\n\nThe wind was strong.";

chromiumTest("every state of the form that writes can be read and used in any look", async () => {
  await using server = await startServer();
  const { journal, id } = await prepare(server);
  await using tab = await openTab();
  const { page } = tab;
  const found: Record<string, string[]> = {};
  const see = async (state: string) => {
    found[state] = await problemsInLooks(page, async (look) => {
      const path = `${PICTURES}/write-${look.replaceAll(" ", "-")}-${state}.png`;
      if (PICTURES) await page.screenshot({ path, fullPage: true });
    });
  };
  await enter(page, server, "/journal/new");
  await text(page).fill("A draft with a rather long beginning");
  await page.getByText(/Kept as a draft/).waitFor();
  await see("new");
  await page.goto(`${server.url}/journal/new`);
  await see("offer");
  await page.goto(`${server.url}/journal/drafts`);
  await see("drafts");
  await page.goto(`${server.url}/journal/entries/${id}/edit`);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("heading", { name: "Morning" }).waitFor();
  await page.keyboard.press("Control+/");
  await see("edit");
  await text(page).fill(TEXT.replace("far", "very far"));
  await journal.updateEntry(id, { content: TEXT.replace("seal", "bear"), mood: "merry" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/changed meanwhile/).waitFor();
  await see("meanwhile");
  await page.getByRole("button", { name: "Put both texts together" }).click();
  await page.getByText(/Both texts are in the form now/).waitFor();
  await see("both");
  await page.goto(`${server.url}/journal/entries/${id}`);
  await see("entry");
  await page.goto(`${server.url}/journal/entries/${id}/purge`);
  await see("purge");
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((state) => [state, []])));
  assert.deepEqual(complaintsOf(tab), []);
});

chromiumTest(
  "without script, on a telephone, a person writes with a picture, previews, keeps a draft and saves",
  async () => {
    await using server = await startServer();
    const { journal } = await withJournal(server, "Ada");
    await using tab = await openTab({
      ...{ javaScriptEnabled: false, viewport: { width: 375, height: 720 } },
    });
    const { page } = tab;
    await enter(page, server, "/journal");
    await page.getByRole("link", { name: "Write", exact: true }).click();
    await page.getByLabel("Title").fill("The sea");
    await text(page).fill("**Waves**\n\n![A dot](dot.png)");
    await page.getByLabel("Tags").fill("sea, summer");
    await page.getByLabel("Add pictures").setInputFiles(pngFile("dot.png"));
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator(".preview strong").waitFor();
    await page.locator(".preview img").waitFor();
    assert.equal(await text(page).inputValue(), "**Waves**\n\n![A dot](dot.png)");
    await page.getByLabel("What it shows of dot.png").fill("One dot");
    await page.getByRole("button", { name: "Keep as draft" }).click();
    await page.getByText("Your draft is kept for 30 days").waitFor();
    await page.getByRole("link", { name: "Journal", exact: true }).click();
    await page.getByRole("link", { name: "Write", exact: true }).click();
    await page.getByRole("link", { name: "Go on with it" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The entry is saved.").waitFor();
    const { entries: [entry] } = await journal.listEntries();
    assert.deepEqual(entry.tags, ["sea", "summer"]);
    assert.equal(entry.attachments?.[0].alt, "One dot");
    await page.getByRole("button", { name: "Make a favourite" }).click();
    await page.getByText("The entry is a favourite.").waitFor();
    assert.deepEqual(complaintsOf(tab), []);
  },
);

chromiumTest("a draft survives a closed tab, and nothing of it stays in the browser", async () => {
  await using server = await startServer();
  await withJournal(server, "Ada");
  await using tab = await openTab();
  const { page } = tab;
  await enter(page, server, "/journal/new");
  const second = await page.context().newPage();
  await second.goto(`${server.url}/journal/new`);
  await text(second).fill("Typed");
  await second.getByText(/Kept as a draft/).waitFor();
  await text(second).pressSequentially(" until the end");
  // At once: what was typed in the last second goes along with the page.
  await second.close({ runBeforeUnload: false });
  await page.goto("about:blank");
  await page.goto(`${server.url}/journal/new`);
  await page.getByRole("link", { name: "Go on with it" }).click();
  assert.match(await text(page).inputValue(), /^Typed/);
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  assert.deepEqual(kept, [0, 0]);
  await page.goto(`${server.url}/journal/new`);
  await text(page).fill("Left in a hurry");
  await page.goto("about:blank");
  // What a page sends when it is left arrives after the next one is asked for.
  const isThere = () => page.getByText("Left in a hurry").first().isVisible();
  for (let looks = 0; looks < 50 && !await isThere(); looks++) {
    await page.goto(`${server.url}/journal/drafts`);
  }
  assert(await isThere());
});

chromiumTest("leaving with words that are nowhere yet asks first", async () => {
  await using server = await startServer();
  await withJournal(server, "Ada");
  await using tab = await openTab();
  const { page } = tab;
  await enter(page, server, "/journal/new");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    dialog.accept();
  });
  await page.route("**/journal/drafts", (route) => route.abort());
  await text(page).click();
  await page.keyboard.type("Words");
  await page.getByText(/Not kept as a draft/).waitFor();
  await page.getByRole("link", { name: "Journal", exact: true }).click();
  await page.getByRole("heading", { name: "Your journal" }).waitFor();
  assert.deepEqual(asked, ["beforeunload"]);
});

chromiumTest("two tabs that change one entry meet, and both texts come together", async () => {
  await using server = await startServer();
  const { journal, id } = await prepare(server);
  await using tab = await openTab();
  const { page: one } = tab;
  await enter(one, server, `/journal/entries/${id}/edit`);
  const other = await one.context().newPage();
  await other.goto(`${server.url}/journal/entries/${id}/edit`);
  await text(one).fill(TEXT.replace("far", "very far"));
  await one.keyboard.press("Control+Enter");
  await one.getByText("The entry is saved.").waitFor();
  await text(other).fill(TEXT.replace("strong", "mild"));
  await other.keyboard.press("Control+Enter");
  await other.getByText(/changed meanwhile by you, in your browser/).waitFor();
  assert.equal(await other.locator(".changes ins").first().innerText(), "very ");
  assert.match(await text(other).inputValue(), /mild/);
  await other.getByRole("button", { name: "Put both texts together" }).click();
  await other.getByText("Both texts are in the form now").waitFor();
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("The entry is saved.").waitFor();
  const { content } = await journal.getEntry(id);
  assert.equal(content, TEXT.replace("far", "very far").replace("strong", "mild"));
});

chromiumTest("pictures are pasted and dropped, and are there at once", async () => {
  await using server = await startServer();
  const { journal } = await withJournal(server, "Ada");
  await using tab = await openTab();
  const { page } = tab;
  await enter(page, server, "/journal/new");
  await text(page).fill("With pictures");
  await text(page).evaluate(bringPicture, { png: PNG, name: "pasted.png", kind: "paste" } as const);
  await page.getByLabel("Name of pasted.png").waitFor();
  await page.waitForFunction(() =>
    document.querySelector<HTMLImageElement>(".written-file img")!.naturalWidth > 0
  );
  const other = btoa(atob(PNG) + "another one");
  await text(page).evaluate(
    bringPicture,
    { png: other, name: "dropped.png", kind: "drop" } as const,
  );
  await page.getByLabel("Name of dropped.png").waitFor();
  assert.equal(await text(page).inputValue(), "With pictures");
  await page.getByLabel("Add pictures").setInputFiles(pngFile("chosen.png"));
  await page.getByText("chosen.png is here").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The entry is saved.").waitFor();
  const { entries: [{ attachments }] } = await journal.listEntries();
  assert.deepEqual(attachments?.map(({ name }) => name), ["pasted.png", "dropped.png"]);
  assert.deepEqual(complaintsOf(tab), []);
});

chromiumTest(
  "with the keyboard alone a person writes, completes tags, previews and saves",
  async () => {
    await using server = await startServer();
    const { journal } = await prepare(server);
    await using tab = await openTab({ viewport: { width: 375, height: 720 } });
    const { page } = tab;
    const { keyboard } = page;
    await enter(page, server, "/journal");
    await tabTo(page, "Write");
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Write" }).waitFor();
    await tabTo(page, "Text");
    await keyboard.type("Typed with care");
    await keyboard.press("Control+Shift+Enter");
    await page.locator(".preview p").getByText("Typed with care").waitFor();
    await keyboard.press("Control+Shift+Enter");
    await page.locator(".preview").waitFor({ state: "hidden" });
    await tabTo(page, "Tags");
    await keyboard.type("harbour, ");
    const offered = await page.locator("#tags-list option").evaluateAll((options) =>
      options.map((option) => (option as HTMLOptionElement).value)
    );
    assert(offered.includes("harbour, summer"), "the next tag is completed after the first");
    await keyboard.type("summer");
    await keyboard.press("Control+?");
    assert.equal(
      await page.locator("#shortcuts").evaluate((list) => list.hasAttribute("open")),
      true,
    );
    await tabTo(page, "Favourite");
    await keyboard.press("Space");
    await tabTo(page, "Save");
    await keyboard.press("Enter");
    await page.getByText("The entry is saved.").waitFor();
    const { entries: [entry] } = await journal.listEntries();
    assert.deepEqual([entry.title, entry.tags], ["Typed with care", ["harbour", "summer"]]);
    assert.equal(entry.isFavorite, true);
  },
);

async function prepare(server: TestServer) {
  const { journal } = await withJournal(server, "Ada");
  await journal.setTimeZone("Europe/Berlin");
  const { sha256 } = await journal.addBlob({
    ...{ stream: new Blob([Uint8Array.fromBase64(PNG)]).stream(), name: "harbour.png" },
  });
  const notes = await journal.addBlob({ stream: new Blob(["notes"]).stream(), name: "notes.txt" });
  const { id } = await journal.createEntry({
    ...{ title: "A walk by the sea", content: TEXT, mood: "calm", location: "Sylt" },
    ...{ tags: ["summer", "sea"], createMissingTags: true, occurredAt: "2026-06-01T09:30+09:00" },
    attachments: [
      { sha256, name: "harbour.png", alt: "The harbour" },
      { sha256: notes.sha256, name: "notes.txt" },
    ],
  });
  return { journal, id };
}

async function enter(page: Page, server: TestServer, path: string): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await signIn(page, { account: accountOf("Ada") });
  await page.waitForURL(`${server.url}${path}`);
}

function text(page: Page) {
  return page.getByLabel("Text", { exact: true });
}

function pngFile(name: string) {
  return { name, mimeType: "image/png", buffer: Buffer.from(PNG, "base64") };
}

/** What the browser complains of, beside answers that say why nothing was saved. */
function complaintsOf({ complaints }: Tab): string[] {
  return complaints.filter((line) => !/status of 409/.test(line));
}
