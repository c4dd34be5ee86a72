import type { Browser, View } from "../../../scripts/browser/browser.ts";
import type { TestServer } from "../servers/server.ts";
import { sameOrigin } from "./account.ts";

/** An ordinary journal of Day One: a trip of some days, an entry an hour. */
export function dayOneTrip(trip = "the trip", hours = 117): string {
  return JSON.stringify({
    metadata: { version: "1.0" },
    entries: Array.from({ length: hours }, (_, n) => ({
      uuid: String(n).padStart(32, "0"),
      creationDate: new Date(Date.UTC(2024, 4, 1, n)).toISOString(),
      text: `Hour ${n} of ${trip}`,
    })),
  });
}

export interface Given {
  browser: Browser;
  server: TestServer;
}

export interface GivenFile {
  document?: string | Uint8Array<ArrayBuffer>;
  /** Empty: none is chosen. */
  name?: string;
  /** Of the page unless given. */
  token?: string;
  headers?: Record<string, string>;
}

/** Gives a file at the page, as its form does. */
export async function give({ browser, server }: Given, file: GivenFile = {}): Promise<View> {
  const { document = dayOneTrip(), name = "Journal.json", headers = sameOrigin(server) } = file;
  const body = new FormData();
  body.append("token", file.token ?? await tokenOf(browser));
  body.append("file", new File(name ? [document] : [], name, { type: "application/json" }));
  return await browser.go("/account/import", { method: "POST", body, headers });
}

/** The token of this browser's forms. */
export async function tokenOf(browser: Browser): Promise<string> {
  const { html } = await browser.go("/account/import");
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

/** Looks at the page until nothing goes on by itself any more. */
export async function untilSettled(browser: Browser): Promise<View> {
  for (;;) {
    const view = await browser.go("/account/import");
    if (!view.html.includes('id="progress"')) return view;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Submits the form of a page that goes to `action`. */
export async function pressButton(
  browser: Browser,
  view: View,
  action: string,
  fill: Record<string, string> = {},
): Promise<View> {
  const form = view.html.split("<form").find((each) => each.includes(`action="${action}"`)) ?? "";
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name, value] as [string, string]);
  return await browser.go(action, {
    method: "POST",
    body: new URLSearchParams([...hidden, ...Object.entries(fill)]),
    headers: { origin: view.url.origin, "sec-fetch-site": "same-origin" },
  });
}

/** Gives a file, looks at it, imports it, and returns the page as it is then. */
export async function importWhole(
  given: Given,
  { choices = {}, ...file }: GivenFile & { choices?: Record<string, string> } = {},
): Promise<View> {
  await give(given, file);
  const look = await untilSettled(given.browser);
  await pressButton(given.browser, look, "/account/import/begin", choices);
  return await untilSettled(given.browser);
}
