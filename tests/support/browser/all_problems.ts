/// <reference lib="dom" />
import axe from "axe-core";
import type { Page } from "playwright-core";
import { faintTexts } from "./contrast.ts";
import { pageProblems } from "./page_problems.ts";

/** All that keeps a page from being used without eyes, without a mouse or on a small screen. */
export async function allProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return [
    ...await page.evaluate(pageProblems),
    ...await page.evaluate(faintTexts),
    ...await page.evaluate(violations),
  ];
}

/** What axe-core finds but contrast, which is judged in a tenth of the time. Runs in the page. */
async function violations(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
  const { violations } = await axe.run({ rules: { "color-contrast": { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
