import type { AuthorizationServer } from "oauth4webapi";
import { getTokenByCode } from "../oauth/authorization_code.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import type { Company } from "../servers/company.ts";
import { ASSISTANT } from "../servers/company_provider.ts";

/** Somebody who works at the company, at a browser. */
export interface Employee {
  /** Signs in, agrees to everything and returns the redirect back to the client. */
  answer(authorizationUrl: URL): Promise<URL>;
}

/** Returns an employee; the name is the subject of tokens. */
export function employee(name: string): Employee {
  let browser: Browser | undefined;
  return {
    async answer(authorizationUrl) {
      browser ??= new Browser(authorizationUrl.origin);
      let page = await browser.go(authorizationUrl);
      // The company asks who this is and whether it agrees, each once for a browser.
      while (page.response) {
        page = await browser.submit(page, { fill: { login: name, password: "anything" } });
      }
      return page.url;
    },
  };
}

/** Returns a token of the employee kody for `resource`, got through the company's assistant. */
export async function employeeToken(
  company: Company,
  { resource, scope = "user:read" }: { resource: string; scope?: string },
): Promise<string> {
  return await getTokenByCode(await companyMetadata(company), {
    client: ASSISTANT,
    visit: employee("kody").answer,
    scope,
    parameters: { resource },
  });
}

/** The metadata document of the company's server, from where it always is. */
export async function companyMetadata({ issuer }: Company): Promise<AuthorizationServer> {
  return await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
}
