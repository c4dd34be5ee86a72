import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on a page, each with the elements that it concerns. */
export async function axeProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
  });
}
