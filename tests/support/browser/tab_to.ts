/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** Presses Tab until the focus is on the control of that name, which shows a ring. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ??
        element.innerText;
      return { label: label.trim(), ring: getComputedStyle(element).outlineStyle !== "none" };
    });
    if (focused.label !== name) continue;
    assert(focused.ring, `${name} shows no ring`);
    return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}
