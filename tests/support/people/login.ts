import { Browser, type Submission, type View } from "../../../scripts/browser/browser.ts";
import { answerAtProvider, type LoginProvider } from "../servers/login_provider.ts";
import type { TestServer } from "../servers/server.ts";

/** The label of the button that leads to the provider, as the page of a browser shows it. */
export function providerButton({ html }: View): string | undefined {
  return /<button[^>]*>(Sign in with [^<]*)<\/button>/.exec(html)?.[1];
}

/** What a page is about. */
export function heading({ html }: View): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(html)?.[1];
}

/** Presses the button of a page that leads to the provider; returns where that is. */
export async function goToProvider(browser: Browser, view: View): Promise<URL> {
  return (await submitTo(browser, view, { path: "/login" })).url;
}

/** Submits the form of a page that is sent to where `path` ends. */
export function submitTo(
  browser: Browser,
  view: View,
  { path, ...submission }: Submission & { path: string },
): Promise<View> {
  const form = [...view.html.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>.*?<\/form>/gs)]
    .find(([, action]) => action.split("?")[0].endsWith(path));
  if (!form) throw new Error(`The page has no form for ${path}`);
  return browser.submit({ ...view, html: form[0] }, submission);
}

/** Signs in at `/account` with the provider; returns the page that follows. */
export async function signInWith(
  provider: LoginProvider,
  { server, login, browser = new Browser(server.url), there }: {
    server: TestServer;
    login: string;
    browser?: Browser;
    /** The person's browser at the provider, a new one unless given. */
    there?: Browser;
  },
): Promise<{ browser: Browser; page: View }> {
  const url = await goToProvider(browser, await browser.go("/account"));
  const back = await answerAtProvider(provider, { url, login, browser: there });
  return { browser, page: await browser.go(back) };
}
