/// <reference lib="dom" />

/**
 * Texts that stand out too little from what is behind them (WCAG 2.2, 1.4.3, level AA). Runs in the
 * page: it may refer to nothing outside of itself.
 */
export function faintTexts(): string[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);

  function backgroundOf(element: Element | null): number[] {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color[3] !== 0) return color;
    }
    return [255, 255, 255];
  }
  function luminance(color: number[]): number {
    const [r, g, b] = color.map((value) => {
      const c = value / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const faint = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent!.trim();
    const element = texts.currentNode.parentElement!;
    if (!text || !element.checkVisibility() || element.tagName === "SCRIPT") continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [dark, light] = [channels(color), backgroundOf(element)]
      .map(luminance).sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const large = parseFloat(fontSize) >= 24 ||
      (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.add(`${ratio.toFixed(2)}: ${text}`);
  }
  return [...faint];
}
