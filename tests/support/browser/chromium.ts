import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { CHROMIUM, launchChromium } from "./launch.ts";

/** One tab of Chromium, with a profile of its own that nobody has used. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about on its console: violated policies, errors, warnings. */
  readonly complaints: string[];
}

if (!CHROMIUM) {
  console.warn(
    "Tests in Chromium are skipped: expected its path in CHROMIUM, or chromium on the PATH",
  );
}

/** Whether this machine has Chromium. */
export const hasChromium = CHROMIUM !== undefined;

/** A test that needs Chromium; left out where there is none. */
export function chromiumTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasChromium, fn });
}

/** One for all tests of a file: what a person leaves behind is in a profile, not in Chromium. */
let browser: Browser;
if (hasChromium) {
  Deno.test.beforeAll(async () => {
    browser = await launchChromium();
  });
  Deno.test.afterAll(() => browser.close());
}

/** Opens a tab; `options` are about the person: scripts, colours, size. */
export async function openTab(options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
