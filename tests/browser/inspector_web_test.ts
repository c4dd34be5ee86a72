import assert from "node:assert/strict";
import { hasChromium } from "../support/browser/chromium.ts";
import { hasInspector } from "../support/programs/inspector.ts";
import {
  appIn,
  connectInspectorPage,
  type InspectorPage,
} from "../support/browser/inspector_page.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

inspectorPageTest("a person connects, signs up, allows and calls tools", [], async (inspector) => {
  const { page } = inspector;
  assert.equal(inspector.consent, "Connect “MCP Inspector”?");
  await inspector.call("create_entry", { texts: { title: "Rain", content: "All day." } });
  await page.getByText(/^Created\.\s+# Rain/).waitFor();
  await inspector.call("list_entries");
  await page.getByText(/"Rain" \(id \w{26}\)/).first().waitFor();
  await inspector.call("export_journal", { options: { format: "markdown" } });
  await page.getByText(/type: journal\s.*Rain.*All day\./s).first().waitFor();
});

inspectorPageTest(
  "a person hears of changes, reads entries, fills prompts, sees the timeline and is asked",
  ["--protocol-era", "modern"],
  async (inspector) => {
    await hearOfChange(inspector);
    const id = await readNewEntry(inspector);
    await completeTemplate(inspector, id);
    await fillPrompt(inspector, id);
    await reviewWeek(inspector);
    await showTimeline(inspector);
    await purgeWhenAsked(inspector, id);
  },
);

/** What was subscribed to is heard when it changes. */
async function hearOfChange(inspector: InspectorPage): Promise<void> {
  const { page } = inspector;
  await inspector.turnTo("Resources");
  await page.getByRole("button", { name: "Tags", exact: true }).click();
  await page.getByRole("button", { name: "Subscribe", exact: true }).click();
  await page.getByRole("button", { name: "Subscriptions (1) Listening" }).waitFor();
  const subscriptions = page.getByRole("region", { name: "Subscriptions (1) Listening" });
  const time = subscriptions.getByText(/\d:\d\d:\d\d/);
  assert.equal(await time.count(), 0);
  await inspector.call("create_entry", { texts: { title: "Rain", content: "All day." } });
  await page.getByText(/^Created\.\s+# Rain/).waitFor();
  await inspector.turnTo("Resources");
  await time.waitFor();
}

/** An entry that is new in the list is read. Returns its id. */
async function readNewEntry(inspector: InspectorPage): Promise<string> {
  const { page } = inspector;
  await page.getByText("List updated").waitFor();
  await page.getByRole("button", { name: "Refresh" }).first().click();
  await page.getByRole("button", { name: "Rain", exact: true }).click();
  await page.getByText('"content": "All day."').waitFor();
  const uri = await page.getByText(/^epicme:\/\/entries\/\w{26}$/).first().innerText();
  return uri.slice("epicme://entries/".length);
}

/** The id in a template is completed from words of the entry. */
async function completeTemplate(inspector: InspectorPage, id: string): Promise<void> {
  const { page } = inspector;
  await page.getByRole("button", { name: "Journal entry" }).click();
  const textbox = page.getByRole("textbox", { name: "id", exact: true });
  assert.equal(await inspector.complete(textbox, "ra"), id);
  await page.getByRole("button", { name: "Read Resource" }).click();
  await page.getByText('"content": "All day."').waitFor();
}

/** A prompt is filled with an entry that was chosen while typing. */
async function fillPrompt(inspector: InspectorPage, id: string): Promise<void> {
  const { page } = inspector;
  await inspector.turnTo("Prompts");
  await page.getByText("Prompts (5)").waitFor();
  await page.getByRole("button", { name: "Suggest tags" }).click();
  const textbox = page.getByRole("textbox", { name: "entryId" });
  assert.match(await inspector.complete(textbox, "ra"), new RegExp(`Rain \\(${id}\\)$`));
  await page.getByRole("button", { name: "Get Prompt" }).click();
  await page.getByText('"content": "All day."').waitFor();
  await page.getByText("Above are an entry of my journal and all my tags.").waitFor();
}

/** A prompt is got without the arguments that can be left out. */
async function reviewWeek(inspector: InspectorPage): Promise<void> {
  const { page } = inspector;
  await page.getByRole("button", { name: "Weekly review" }).click();
  await page.getByRole("button", { name: "Get Prompt" }).click();
  await page.getByText(/^1 entry, 2 words\./).first().waitFor();
  await page.getByText(/Above are my journal's entries from /).first().waitFor();
}

/** The timeline is shown with the entry in it. */
async function showTimeline(inspector: InspectorPage): Promise<void> {
  const { page } = inspector;
  await inspector.turnTo("Apps");
  await page.getByText("MCP Apps (2)").waitFor();
  await page.getByRole("button", { name: "Journal statistics" }).click();
  for (const argument of ["from", "to", "timeZone"]) {
    await page.getByRole("textbox", { name: argument, exact: true }).waitFor();
  }
  await page.getByRole("button", { name: "Open App" }).click();
  const app = appIn(page);
  await app.getByRole("button", { name: "Rain" }).click();
  await app.getByRole("article", { name: "Rain" }).getByText("All day.").waitFor();
  await page.getByRole("button", { name: "Close", exact: true }).click();
}

/** An entry is purged once the person has agreed. */
async function purgeWhenAsked(inspector: InspectorPage, id: string): Promise<void> {
  const { page } = inspector;
  await inspector.call("purge_entry", { texts: { id } });
  const question = page.getByRole("dialog", { name: "Elicitation Request" });
  await question.getByText('Delete the entry "Rain" and all its revisions for ever?').waitFor();
  await question.getByRole("button", { name: "Submit" }).click();
  await page.getByText(`Deleted for ever: "Rain" (id ${id})`).waitFor();
  await inspector.call("list_entries");
  await page.getByText("No entries.").waitFor();
}

/** A test of the web page in a protocol era; left out where it or a browser cannot be had. */
function inspectorPageTest(
  name: string,
  options: string[],
  walk: (inspector: InspectorPage) => Promise<void>,
): void {
  Deno.test({
    name: `in the web page of MCP Inspector, ${name}`,
    ignore: !hasChromium || !hasInspector,
    async fn() {
      await using server: TestServer = await startServer();
      await using inspector = await connectInspectorPage(server, ...options);
      await walk(inspector);
      assert.deepEqual(server.log.errors, []);
    },
  });
}
