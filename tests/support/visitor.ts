import { Browser, type Submission, type View } from "./browser.ts";

/** A person at a browser of their own, whom clients send to the authorization page. */
export interface Visitor {
  /**
   * Opens the page that a client sent its person to, signs up or in when asked, decides, and
   * returns the redirect back to the client. Allows everything unless told otherwise.
   */
  answer(authorizationUrl: URL, decision?: Pick<Submission, "untick" | "press">): Promise<URL>;
  /** The consent page that the last answer was given on. */
  readonly consentPage: string;
}

/** Returns a person who has no account yet; the first answer makes it. */
export function visitor(name: string): Visitor {
  const account = {
    name,
    email: `${name.toLowerCase()}@example.com`,
    password: `${name} keeps a journal`,
  };
  let browser: Browser | undefined;
  let consentPage = "";

  async function consentTo(url: URL): Promise<View> {
    if (browser) return browser.go(url);
    browser = new Browser(url.origin);
    const signIn = await browser.go(url);
    const signUp = await browser.go(`${signIn.url.pathname}/sign-up`);
    return browser.submit(signUp, { fill: account });
  }
  return {
    async answer(url, decision) {
      const page = await consentTo(url);
      consentPage = page.html;
      const { url: redirect } = await browser!.submit(page, { press: "allow", ...decision });
      return redirect;
    },
    get consentPage() {
      return consentPage;
    },
  };
}
