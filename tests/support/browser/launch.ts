import { type Browser, chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The first has no windows to draw, and so takes half the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"];

/** Where Chromium is on this machine, if it is. */
export const CHROMIUM = findChromium();

/** Starts Chromium without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: ARGUMENTS,
    // The signals are for the tests: Chromium ends by itself when they are gone.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function findChromium(): string | undefined {
  const directories = (Deno.env.get("PATH") ?? "").split(":");
  const candidates = NAMES.flatMap((name) =>
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
