/// <reference lib="dom" />

/**
 * What keeps a page from being used without eyes, without a mouse or on a small screen. Runs in the
 * page: it may refer to nothing outside of itself.
 */
export async function pageProblems(): Promise<string[]> {
  // After a click the next page is empty for a moment.
  while (document.readyState === "loading" || document.body === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const problems: string[] = [];
  const describe = (element: Element) => element.outerHTML.slice(0, 120);
  const nameOf = (element: HTMLElement) =>
    element.getAttribute("aria-label") ??
      [element.innerText, ...[...element.querySelectorAll("img")].map(({ alt }) => alt)].join("")
        .trim();

  if (!document.documentElement.lang) problems.push("The language is not set");
  if (!document.title) problems.push("There is no title");
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) problems.push(`There are ${headings} headings of level 1`);
  if (document.querySelectorAll("main").length !== 1) problems.push("There is not one main part");

  for (const input of document.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")) {
    const labels = [...input.labels ?? []].map(nameOf).join("");
    if (!labels && !input.getAttribute("aria-label")) problems.push(`No label: ${describe(input)}`);
  }
  for (const control of document.querySelectorAll<HTMLElement>("a, button:not([hidden])")) {
    if (!nameOf(control)) problems.push(`No name: ${describe(control)}`);
  }
  for (const element of document.querySelectorAll("[aria-describedby]")) {
    for (const id of element.getAttribute("aria-describedby")!.split(" ")) {
      if (!document.getElementById(id)) problems.push(`No #${id}: ${describe(element)}`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push(`An id is there twice: ${ids}`);

  // WCAG 2.2, 2.5.8: a target is at least 24 pixels wide and high, unless it is in a sentence.
  for (const control of document.querySelectorAll("button:not([hidden]), .field input, .choice")) {
    if (!control.checkVisibility()) continue;
    const { width, height } = control.getBoundingClientRect();
    if (Math.min(width, height) < 24) problems.push(`Too small to hit: ${describe(control)}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`Scrolls sideways: ${scrollWidth} > ${clientWidth}`);
  return problems;
}
