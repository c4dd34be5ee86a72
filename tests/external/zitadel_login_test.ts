import assert from "node:assert/strict";
import { Browser, type View } from "../../scripts/browser/browser.ts";
import { textOf } from "../support/people/account.ts";
import { targetOf } from "../support/people/connection.ts";
import { goToProvider, heading, submitTo } from "../support/people/login.ts";
import { authorize, exchange, register } from "../support/oauth/oauth.ts";
import { freePort } from "../support/programs/free_port.ts";
import { prepareGo } from "../support/programs/go.ts";
import { installed } from "../support/programs/install.ts";
import { start } from "../support/programs/program.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

const command = await installed("Zitadel's OpenID Connect library", () => prepareGo("external"));

const PASSWORD = "kody keeps a journal";

/** Users of the provider, as its example reads them. */
const USERS = {
  "user-1": {
    ...{ ID: "user-1", Username: "kody", Password: PASSWORD, FirstName: "Kody", LastName: "K" },
    ...{ Email: "kody@example.com", EmailVerified: true },
  },
  "user-2": {
    ...{ ID: "user-2", Username: "eve", Password: PASSWORD, FirstName: "Eve", LastName: "E" },
    ...{ Email: "eve@example.com", EmailVerified: false },
  },
};

/** Starts the provider for a server that is to listen at `url`. */
async function startProvider(url: string) {
  const [program, ...args] = command!;
  const port = freePort();
  const users = await Deno.makeTempFile();
  await Deno.writeTextFile(users, JSON.stringify(USERS));
  const callback = `${url}/account/login/callback`;
  const running = start(program, [...args, String(port), callback, users]);
  await running.says(/Listening/);
  return {
    origin: `http://127.0.0.1:${port}`,
    environment: {
      PUBLIC_URL: url,
      // The slash at the end belongs to it.
      LOGIN_ISSUER: `http://127.0.0.1:${port}/`,
      LOGIN_CLIENT_ID: "epicme",
      LOGIN_CLIENT_SECRET: "a-secret-of-the-client",
      LOGIN_NAME: "Zitadel",
    },
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await Deno.remove(users);
    },
  };
}

/** Fills in the provider's form and returns where it leads back to. */
async function answer(origin: string, { url, username }: { url: URL; username: string }) {
  const there = new Browser(origin);
  const page = await there.go(url);
  return (await there.submit(page, { fill: { username, password: PASSWORD } })).url;
}

/** A browser for a server whose public address is another one than where it listens. */
function browserOf(server: TestServer): Browser {
  return new Browser(server.url, (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(`${server.local}${pathname}${search}`, request));
  });
}

Deno.test({
  name: "people of a provider of another make sign in, connect an app, confirm and delete",
  ignore: !command,
  async fn() {
    const url = `http://localhost:${freePort()}`;
    await using provider = await startProvider(url);
    await using server = await startServer({ environment: provider.environment });
    const browser = browserOf(server);
    const visit = async (view: View, username: string, by = browser) => {
      const way = await goToProvider(by, view);
      return await by.go(await answer(provider.origin, { url: way, username }));
    };
    const page = await visit(await browser.go("/account"), "kody");
    assert.equal(heading(page), "Your account");
    assert.match(page.html, /<dd>kody@example\.com<\/dd>/);

    const target = { ...targetOf(server), send: (request: Request) => viaLocal(server, request) };
    const { body: { client_id } } = await register(target);
    const request = await authorize(browser, { client_id });
    const consent = await visit(request.view, "kody");
    const view = await browser.submit(consent, { press: "allow" });
    assert.equal((await exchange(target, { ...request, view }, { client_id })).status, 200);

    const eve = browserOf(server);
    const hers = await visit(await eve.go("/account"), "eve", eve);
    // It leaves email_verified out when it is false: her address is not hers here.
    assert.match(hers.html, /has not confirmed that address, so it cannot be yours here/);
    const byEmail = server.store.read.list({ prefix: ["identity", "account_by_email"] });
    const addresses = (await Array.fromAsync(byEmail)).map(({ key }) => key.at(-1));
    assert.deepEqual(addresses, ["kody@example.com"]);

    const form = await browser.go("/account/delete");
    const { url: way } = await submitTo(browser, form, { path: "/login/confirm" });
    const back = await answer(provider.origin, { url: way, username: "kody" });
    const confirmed = await browser.go(back);
    assert.match(textOf("status", confirmed)!, /You have confirmed who you are/);
    const ticked = confirmed.html.replace('name="understood"', 'name="understood" checked');
    const gone = await submitTo(browser, { ...confirmed, html: ticked }, {
      path: "/account/delete",
    });
    assert.equal(heading(gone), "Your data is deleted");
    assert.deepEqual(server.log.errors, []);
  },
});

function viaLocal(server: TestServer, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(`${server.local}${pathname}${search}`, request));
}
