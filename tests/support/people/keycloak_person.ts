import { Browser } from "../../../scripts/browser/browser.ts";
import type { Keycloak } from "../engines/keycloak.ts";

/** Somebody whom Keycloak knows, at a browser. */
export interface KeycloakPerson {
  name: string;
  /** Signs in on Keycloak's pages, agrees, and returns the redirect back to the client. */
  answer(authorizationUrl: URL): Promise<URL>;
}

/** Makes a person in a realm of Keycloak. */
export async function keycloakPerson(
  keycloak: Keycloak,
  { realm, name }: { realm: string; name: string },
): Promise<KeycloakPerson> {
  const password = `${name} keeps a journal`;
  await (await keycloak.realm(realm)).create("users", { username: name }, {
    ...{ enabled: true, email: `${name}@example.com`, emailVerified: true },
    ...{ firstName: name, lastName: "Example" },
    credentials: [{ type: "password", value: password, temporary: false }],
  });
  const browser = new Browser(keycloak.url);
  return {
    name,
    async answer(authorizationUrl) {
      let page = await browser.go(authorizationUrl);
      for (let pages = 0; page.response; pages++) {
        if (pages > 3) throw new Error(`Keycloak goes on asking:\n${page.html}`);
        page = await browser.submit(page, { fill: { username: name, password }, press: "Yes" });
      }
      return page.url;
    },
  };
}
