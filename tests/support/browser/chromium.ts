import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** One tab of Chromium, with a profile of its own that nobody has used. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about on its console: violated policies, errors, warnings. */
  readonly complaints: string[];
}

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const executablePath = findChromium();
if (!executablePath) {
  console.warn(
    "Tests in Chromium are skipped: expected its path in CHROMIUM, or chromium on the PATH",
  );
}

/** Whether this machine has Chromium. */
export const hasChromium = executablePath !== undefined;

/** A test that needs Chromium; left out where there is none. */
export function chromiumTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasChromium, fn });
}

/** One for all tests of a file: what a person leaves behind is in a profile, not in Chromium. */
let browser: Browser;
if (hasChromium) {
  Deno.test.beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      headless: true,
      args: ARGUMENTS,
      // The signals are for the tests: Chromium ends by itself when they are gone.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
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

function findChromium(): string | undefined {
  const directories = (Deno.env.get("PATH") ?? "").split(":");
  const candidates = ["chromium", "chromium-browser"].flatMap((name) =>
    directories.map((directory) => `${directory}/${name}`)
  );
  return [Deno.env.get("CHROMIUM"), ...candidates].find((path) => path && isFile(path));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
