import { Browser, type Submission } from "../../../scripts/browser/browser.ts";

/** What a person does on the consent page. */
export type Decision = Pick<Submission, "untick" | "press">;

/** A person at a browser of their own, whom clients send to the authorization page. */
export interface Visitor {
  readonly account: { name: string; email: string; password: string };
  /**
   * Opens the page that a client sent its person to, signs up if nobody is signed in, decides, and
   * returns the redirect back to the client. Allows everything unless told otherwise.
   */
  answer(authorizationUrl: URL, decision?: Decision): Promise<URL>;
}

/** Returns a person who has no account yet; the first answer makes it. */
export function visitor(name: string): Visitor {
  const account = {
    name,
    email: `${name.toLowerCase()}@example.com`,
    password: `${name} keeps a journal`,
  };
  let browser: Browser | undefined;
  return {
    account,
    async answer(authorizationUrl, decision) {
      browser ??= new Browser(authorizationUrl.origin);
      let page = await browser.go(authorizationUrl);
      if (!page.html.includes('name="decision"')) {
        const form = await browser.go(`${page.url.pathname}/sign-up`);
        page = await browser.submit(form, { fill: account });
      }
      return (await browser.submit(page, { press: "allow", ...decision })).url;
    },
  };
}
