import { ACCOUNT_PATHS } from "../../../../lib/account_paths.ts";
import { fieldIn } from "../../../support/journal/write_form.ts";
import { accountOf } from "../../../support/people/person.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { authorize, type Target } from "../../../support/oauth/oauth.ts";

/** A page with forms, and the cookies that open it. */
export interface OpenPage {
  path: string;
  /** What its forms and links append to the path. */
  steps: string[];
  cookie: string;
  /** With which the forms of the page are taken, where they want one. */
  formToken?: string;
}

/** A browser that shows the cookies of its last request. */
export interface OpenVisitor {
  browser: Browser;
  cookie(): string;
  signIn(client_id: string): Promise<void>;
}

/** Opens a browser that nobody is signed in with. */
export function openVisitor({ origin, send }: Target): OpenVisitor {
  let cookie = "";
  const browser = new Browser(origin, (request) => {
    cookie = request.headers.get("cookie") ?? "";
    return send(request);
  });
  return {
    browser,
    cookie: () => cookie,
    async signIn(client_id) {
      const { view } = await authorize(browser, { client_id });
      await browser.submit(view, { fill: accountOf("Eve") });
    },
  };
}

/** Opens a page for each: of sign-in, or of consent where somebody is signed in. */
export async function interactionPages(
  visitors: OpenVisitor[],
  { client_id, scope }: { client_id: string; scope: string },
): Promise<OpenPage[]> {
  const steps = ["", "", "", "/sign-up", "/sign-up", "/switch", "/again", "/other"];
  const opened: OpenPage[] = [];
  for (const { browser, cookie } of visitors) {
    const { view } = await authorize(browser, { client_id, scope });
    opened.push({ path: view.url.pathname, steps, cookie: cookie() });
  }
  return opened;
}

/** Opens the account of a person of its own, who may sign out everywhere and disturb nobody. */
export async function accountPage({ browser, cookie }: OpenVisitor): Promise<OpenPage> {
  const form = await browser.go("/account/sign-up");
  await browser.submit(form, { fill: accountOf(crypto.randomUUID()) });
  const { html } = await browser.go(ACCOUNT_PATHS.profile);
  const steps = Object.values(ACCOUNT_PATHS).map((path) =>
    path.slice(ACCOUNT_PATHS.account.length)
  );
  return {
    path: ACCOUNT_PATHS.account,
    steps: [...steps, "/other", "/import/upload/other"],
    cookie: cookie(),
    formToken: /name="token" value="([^"]*)"/.exec(html)![1],
  };
}

/** Signs the attacker in at their own pages; returns what the browser and its forms are known by. */
export async function journalSession(
  { browser, cookie }: OpenVisitor,
): Promise<{ journalCookie: string; formToken: string }> {
  await browser.submit(await browser.go("/account"), { fill: accountOf("Eve"), having: "email" });
  const form = await browser.go("/journal/new");
  return { journalCookie: cookie(), formToken: fieldIn(form, "token")! };
}
