import type { McpUiHostContext, McpUiStyles } from "@modelcontextprotocol/ext-apps/app-bridge";
import axe from "axe-core";
import assert from "node:assert/strict";
import { chromiumTest } from "../../support/browser/chromium.ts";
import { faintTexts } from "../../support/browser/contrast.ts";
import { pageProblems } from "../../support/browser/page_problems.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import { type AppHost, showApp } from "./host.ts";
import { writeYear } from "./year.ts";

/** How the app is looked at: what the host says, and what the person has. */
const LOOKS: Look[] = [
  { look: "in light colours", context: { theme: "light" }, isLayout: true },
  { look: "in dark colours", context: { theme: "dark" } },
  { look: "in the person's dark colours", dark: true },
  { look: "on a telephone", width: 320, isLayout: true },
  { look: "on a tablet", width: 700 },
  {
    look: "in the host's colours",
    context: { theme: "dark", styles: { variables: hostColors() } },
  },
];

interface Look {
  look: string;
  context?: McpUiHostContext;
  dark?: true;
  width?: number;
  /** What is where differs, and not only how it looks. */
  isLayout?: true;
}

chromiumTest("the app can be read and used in any colours and on a telephone", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  await using host = await showApp({
    resource: server.resource,
    token,
    context: { theme: undefined },
    prepare: (client) => writeYear(client, { days: 24 }),
  });
  const found: Record<string, string[]> = {};
  await host.page.frames()[1].evaluate(axe.source);
  for (const { look, context, dark, width = 1_000, isLayout = false } of LOOKS) {
    await host.page.setViewportSize({ width, height: 700 });
    await host.page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    await host.bridge.sendHostContextChange({ theme: undefined, styles: undefined, ...context });
    for await (const view of everyView(host)) {
      found[`${view} ${look}`] = await problemsOf(host, { isLayout });
    }
  }
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((name) => [name, []])));
  assert.equal(Object.keys(found).length, 3 * LOOKS.length);
  assert.deepEqual(host.complaints, []);
});

/** Shows one view after the other, and says which it is. */
async function* everyView({ app }: AppHost): AsyncGenerator<string> {
  await app.locator("[data-day].level-1").first().waitFor();
  await app.getByRole("heading", { name: "Latest entries" }).waitFor();
  await app.locator(".entry").first().waitFor();
  yield "entries";
  await app.getByRole("radio", { name: "Moods" }).check();
  await app.getByRole("searchbox").fill("heron");
  await app.getByRole("searchbox").press("Enter");
  await app.locator("mark").first().waitFor();
  yield "moods and what was found";
  await app.locator(".entry button").first().click();
  await app.locator(".prose").waitFor();
  yield "reading";
  await app.getByRole("button", { name: "Back to the list" }).click();
  await app.getByRole("radio", { name: "Entries" }).check();
  await app.getByRole("button", { name: "Show the latest" }).click();
}

async function problemsOf({ page }: AppHost, { isLayout }: { isLayout: boolean }) {
  const [, frame] = page.frames();
  const problems = [...await frame.evaluate(pageProblems), ...await frame.evaluate(faintTexts)];
  if (isLayout) problems.push(...await frame.evaluate(layoutProblems));
  // WCAG 2.2, 2.5.8 excepts what larger controls do as well: a day is also under its month.
  return problems.filter((problem) => !/^Too small to hit: .* data-day=/.test(problem));
}

/** What axe-core finds but contrast, which is judged in a tenth of the time. Runs in the page. */
async function layoutProblems(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
  const { violations } = await axe.run({ rules: { "color-contrast": { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}

/** A part of them, as most hosts give. */
function hostColors() {
  const colors: Partial<McpUiStyles> = {
    "--color-background-primary": "#262624",
    "--color-background-secondary": "#30302e",
    "--color-text-primary": "#faf9f5",
    "--color-text-secondary": "#c2c0b6",
    "--color-border-primary": "#4a4a47",
    "--font-sans": "serif",
  };
  return colors as McpUiStyles;
}
