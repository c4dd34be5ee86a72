import type { FrameLocator, Locator, Page } from "playwright-core";
import { openTab, type Tab } from "./chromium.ts";
import { openInspector } from "../programs/inspector.ts";
import { signUp } from "./pages.ts";
import type { TestServer } from "../servers/server.ts";
import { visitor } from "../people/visitor.ts";

/** The web page of MCP Inspector, in the hands of a person who has connected it to a server. */
export interface InspectorPage extends AsyncDisposable {
  readonly page: Page;
  /** What the consent page asked. */
  readonly consent: string | null;
  /** Turns to one of its screens. */
  turnTo(screen: "Apps" | "Prompts" | "Resources" | "Tools"): Promise<void>;
  /** Fills in the form of a tool and calls it. Selects the options of arguments that have some. */
  call(tool: string, form?: ToolForm): Promise<void>;
  /** Types the beginning of a value, and chooses what is offered then. Returns what it became. */
  complete(textbox: Locator, beginning: string): Promise<string>;
}

export interface ToolForm {
  texts?: Record<string, string>;
  options?: Record<string, string>;
}

/** Longer than any step takes on a machine that is busy with other tests, too. */
const PATIENCE_MS = 40_000;

/** Opens Inspector as our home page says, signs up in its browser and allows all that it asks for. */
export async function connectInspectorPage(
  server: TestServer,
  ...options: string[]
): Promise<InspectorPage> {
  await using stack = new AsyncDisposableStack();
  const inspector = stack.use(await openInspector());
  const web = stack.use(
    inspector.run("--transport", "http", "--server-url", server.resource, ...options),
  );
  const [, address] = await web.says(/up and running at:\s+(\S+)/);
  const { page }: Tab = stack.use(await openTab({ viewport: { width: 1600, height: 1000 } }));
  page.setDefaultTimeout(PATIENCE_MS);
  await page.route(/^https:/, (route) => route.abort());
  await page.goto(address);
  await page.getByRole("switch", { name: "Connect or disconnect" }).dispatchEvent("click");
  await signUp(page, visitor("Kody"));
  const consent = await page.textContent("h1");
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
  // It draws every message, which takes more time than all the rest.
  await page.getByRole("button", { name: "Close monitoring sidebar" }).dispatchEvent("click");
  const turnTo: InspectorPage["turnTo"] = (screen) =>
    // The input is hidden below its label, which moves.
    page.getByRole("radio", { name: screen, exact: true }).dispatchEvent("click");
  const resources = stack.move();
  return {
    page,
    consent,
    turnTo,
    async call(tool, { texts = {}, options = {} } = {}) {
      await turnTo("Tools");
      await page.getByRole("button", { name: tool }).click();
      for (const [name, text] of Object.entries(texts)) {
        await page.getByRole("textbox", { name, exact: true }).fill(text);
      }
      for (const [name, option] of Object.entries(options)) {
        await page.getByRole("textbox", { name, exact: true }).click();
        await page.getByRole("option", { name: option, exact: true }).click();
      }
      await page.getByRole("button", { name: "Execute Tool" }).click();
    },
    async complete(textbox, beginning) {
      await textbox.pressSequentially(beginning);
      await page.getByRole("option").first().click();
      return await textbox.inputValue();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What is in the app that Inspector shows: in a frame within a frame. */
export function appIn(page: Page): FrameLocator {
  return page.frameLocator("iframe").frameLocator("iframe");
}
