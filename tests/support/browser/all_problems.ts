/// <reference lib="dom" />
import axe from "axe-core";
import type { Page } from "playwright-core";
import { faintTexts } from "./contrast.ts";
import { pageProblems } from "./page_problems.ts";

/** How a page is looked at, by name. */
const LOOKS = {
  "in light colours": { colorScheme: "light", width: 1280 },
  "in dark colours": { colorScheme: "dark", width: 1280 },
  "on a telephone in the dark": { colorScheme: "dark", width: 375 },
  "on a telephone": { colorScheme: "light", width: 375 },
} as const;

/** What axe-core finds in colours beside contrast. */
const COLOUR_RULES = ["link-in-text-block"];

/** All that keeps a page from being used without eyes, without a mouse or on a small screen. */
export async function allProblems(page: Page): Promise<string[]> {
  return [
    ...await page.evaluate(pageProblems),
    ...await page.evaluate(faintTexts),
    ...await violations(page),
  ];
}

/**
 * The problems of a page in each look. `onLook` is called in each of them. It is not loaded again:
 * that takes longer than to find what is wrong.
 */
export async function problemsInLooks(
  page: Page,
  onLook: (look: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const found: string[] = [];
  for (const [look, { colorScheme, width }] of Object.entries(LOOKS)) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 720 });
    const isLayout = colorScheme === "light";
    const problems = isLayout ? await allProblems(page) : [
      ...await page.evaluate(pageProblems),
      ...await page.evaluate(faintTexts),
      ...await violations(page, COLOUR_RULES),
    ];
    found.push(...problems.map((problem) => `${look}: ${problem}`));
    await onLook(look);
  }
  return found;
}

/** What axe-core finds, of some of its rules or of all. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe.source);
  return await page.evaluate(violationsHere, rules);
}

/** All but contrast, which is judged in a tenth of the time. Runs in the page. */
async function violationsHere(rules?: string[]): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
  const { violations } = await axe.run({
    ...rules ? { runOnly: rules } : { rules: { "color-contrast": { enabled: false } } },
    // Describing all that is well takes longer than finding what is not.
    resultTypes: ["violations"],
    preload: false,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
