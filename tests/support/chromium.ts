import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** One tab of a Chromium of its own, with a profile that nobody has used. */
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
  console.warn("Tests in Chromium are skipped: want its path in CHROMIUM, or chromium on the PATH");
}

/** Whether this machine has Chromium. */
export const hasChromium = executablePath !== undefined;

/** A test that needs Chromium; left out where there is none. */
export function chromiumTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasChromium, fn });
}

/** Opens a tab; `options` are about the person: scripts, colours, size. */
export async function openTab(options: BrowserContextOptions = {}): Promise<Tab> {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ARGUMENTS,
    // The signals are for the tests: Chromium ends by itself when they are gone.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints, [Symbol.asyncDispose]: () => browser.close() };
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
