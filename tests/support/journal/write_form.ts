import type { Browser, View } from "../../../scripts/browser/browser.ts";
import { parseForms } from "../../../scripts/browser/forms.ts";

/** What a person does with the form that writes. */
export interface Writing {
  fill?: Record<string, string>;
  /** Fields of boxes to tick. */
  tick?: string[];
  /** The n-th of fields that are there several times. */
  fillEach?: Record<string, string[]>;
  files?: File[];
  press?: string;
  headers?: Record<string, string>;
}

/** Sends the form that writes as browsers do: with its files, the pressed button last. */
export async function sendWriting(
  browser: Browser,
  view: View,
  { fill = {}, tick = [], fillEach = {}, files = [], press = "save", headers }: Writing,
): Promise<View> {
  const form = parseForms(view.html).find(({ controls }) =>
    controls.some(({ name }) => name === "text")
  );
  if (!form) throw new Error(`${view.url} has no form that writes: ${view.html}`);
  const body = new FormData();
  const seen: Record<string, number> = {};
  for (const { kind, name, value, checked } of form.controls) {
    if (kind === "button" || name === "new_file") continue;
    if (kind === "checkbox" && !checked && !tick.includes(name) && !tick.includes(value)) continue;
    const n = seen[name] = (seen[name] ?? -1) + 1;
    body.append(name, fillEach[name]?.[n] ?? fill[name] ?? value);
  }
  // Browsers send a field for files that is empty as a file without a name.
  for (const file of files.length > 0 ? files : [new File([], "")]) body.append("new_file", file);
  body.append("do", press);
  return await browser.go(new URL(form.action, view.url), {
    method: "POST",
    body,
    headers: headers ?? { origin: view.url.origin, "sec-fetch-site": "same-origin" },
  });
}

/** The value of a field of the form that writes. */
export function fieldIn({ html }: Pick<View, "html">, name: string): string | undefined {
  return parseForms(html).flatMap(({ controls }) => controls)
    .find((control) => control.name === name)?.value;
}
