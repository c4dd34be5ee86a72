import assert from "node:assert/strict";
import { Browser, type View } from "../../scripts/browser/browser.ts";
import { accountOf } from "../../tests/support/people/person.ts";

/** What a person sees. */
export type Seen = Pick<View, "html" | "url">;

/** A person at the account page. */
export interface Person {
  /** Gives a file to be imported. */
  give(path: string): Promise<void>;
  /** Looks at the page of imports. */
  look(): Promise<Seen>;
  /** Looks at it until nothing goes on by itself any more, or enough entries are done. */
  settled(isEnough?: (done: number) => boolean): Promise<Seen>;
  /** Presses a button of the page. */
  press(view: Seen, action: string): Promise<void>;
  /** Takes the whole journal along. */
  takeAlong(): Promise<void>;
}

export interface NewPerson {
  url: string;
  name: string;
  /** Where a zip is written that this person takes along. */
  target: string;
}

const LOOK_EVERY_MS = 250;

/** Signs somebody up, in a browser without script. */
export async function newPerson(
  { url, name, target }: NewPerson,
): Promise<Person & { browser: Browser }> {
  const browser = new Browser(url, async (request) => {
    const response = await fetch(request);
    if (response.headers.get("content-type") !== "application/zip") return response;
    await Deno.writeFile(target, response.body!);
    return new Response("", response);
  });
  await browser.submit(await browser.go("/account/sign-up"), { fill: accountOf(name) });
  const look = () => browser.go("/account/import");
  const self = {
    browser,
    look,
    async give(path: string) {
      const { html, url } = await look();
      const body = new FormData();
      body.append("token", /name="token" value="([^"]+)"/.exec(html)![1]);
      body.append("file", new File([await Deno.readFile(path)], path.split("/").at(-1)!));
      const headers = { origin: url.origin, "sec-fetch-site": "same-origin" };
      const { response } = await browser.go("/account/import", { method: "POST", body, headers });
      assert.equal(response?.status, 200);
    },
    settled: (isEnough?: (done: number) => boolean) => lookUntilSettled(look, isEnough),
    async press(view: Seen, action: string) {
      const form = view.html.split("<form").find((each) => each.includes(`action="${action}"`));
      assert(form, `${action} is not offered: ${resultOf(view)}`);
      const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
        .map(([, name, value]) => [name, value]);
      await browser.go(action, {
        method: "POST",
        body: new URLSearchParams(hidden),
        headers: { origin: view.url.origin, "sec-fetch-site": "same-origin" },
      });
    },
    takeAlong: async () => await self.press(await browser.go("/account/export"), "/account/export"),
  };
  return self;
}

/** Looks until nothing goes on by itself any more, or enough entries are done. */
export async function lookUntilSettled(
  look: () => Promise<Seen>,
  isEnough: (done: number) => boolean = () => false,
): Promise<Seen> {
  for (;;) {
    const view = await look();
    if (!view.html.includes('id="progress"')) return view;
    if (isEnough(Number(/<progress[^>]* value="(\d+)"/.exec(view.html)?.[1]))) return view;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** What an import says at its end, such as "Imported: 200 new". */
export function resultOf({ html }: Pick<Seen, "html">): string {
  const text = html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  return /(Imported|Undone|Failed|Stopped)[^.]*\./.exec(text)?.[0] ?? text.slice(-300);
}
