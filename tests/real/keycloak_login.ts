import assert from "node:assert/strict";
import { Browser, type View } from "../../scripts/browser/browser.ts";
import { textOf } from "../support/people/account.ts";
import { goToProvider, heading, submitTo } from "../support/people/login.ts";
import type { Keycloak } from "../support/engines/keycloak.ts";
import { makeLoginRealm } from "../support/engines/keycloak_login.ts";
import { freePort } from "../support/programs/free_port.ts";
import { startServer } from "../support/servers/server.ts";

const ADA = {
  ...{ username: "ada", password: "ada keeps a journal", email: "ada@example.com" },
  groups: ["/staff", "/writers"],
};
const EVE = { username: "eve", password: "eve listens in", email: "eve@example.com" };

/** Keycloak as the provider with which people sign in (`LOGIN_ISSUER`). */
export function testSignIn(keycloak: () => Keycloak, ignore: boolean): void {
  Deno.test(
    "people of a Keycloak sign in by its pages, confirm there, delete everything and sign out",
    {
      ignore,
    },
    async () => {
      const PUBLIC_URL = `http://localhost:${freePort()}`;
      const login = await makeLoginRealm(keycloak(), { serverUrl: PUBLIC_URL, users: [ADA, EVE] });
      const environment = { ...login, PUBLIC_URL, LOGIN_ALLOW: "group:writers" };
      await using server = await startServer({ environment });
      const send = (request: Request) => {
        const { pathname, search } = new URL(request.url);
        return fetch(new Request(`${server.local}${pathname}${search}`, request));
      };
      const origin = keycloak().url;

      /** Fills in Keycloak's form, as far as it asks, and returns where it leads back to. */
      async function answer(there: Browser, url: URL, user: typeof EVE): Promise<URL> {
        let view: View = await there.go(url);
        for (let pages = 0; view.response && pages < 3; pages++) {
          view = await there.submit(view, { fill: user, having: "password" });
        }
        return view.url;
      }

      const browser = new Browser(server.url, send);
      const there = new Browser(origin);
      const url = await goToProvider(browser, await browser.go("/account"));
      const page = await browser.go(await answer(there, url, ADA));
      assert.equal(heading(page), "Your account");
      assert.match(page.html, /<dd>ada@example\.com<\/dd>/);

      const stranger = new Browser(server.url, send);
      const way = await goToProvider(stranger, await stranger.go("/account"));
      const refused = await stranger.go(await answer(new Browser(origin), way, EVE));
      assert.equal(heading(refused), "This server is not open to you");

      const again = new Browser(server.url, send);
      const known = await goToProvider(again, await again.go("/account"));
      const signedIn = await again.go(await answer(there, known, ADA));
      assert.equal(
        heading(signedIn),
        "Your account",
        "Keycloak knows the browser and asks nothing",
      );
      const out = await submitTo(again, signedIn, { path: "/account/sign-out" });
      assert.equal(out.url.origin, origin);
      assert.equal((await there.go(out.url)).response?.status, 200);

      const form = await browser.go("/account/delete");
      const { url: confirming } = await submitTo(browser, form, { path: "/login/confirm" });
      const confirmed = await browser.go(await answer(there, confirming, ADA));
      assert.match(textOf("status", confirmed)!, /You have confirmed who you are/);
      const ticked = confirmed.html.replace('name="understood"', 'name="understood" checked');
      const gone = await submitTo(browser, { ...confirmed, html: ticked }, {
        path: "/account/delete",
      });
      assert.equal(heading(gone), "Your data is deleted");
      assert.deepEqual(server.log.errors, []);
    },
  );
}
