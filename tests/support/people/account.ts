import { accountOf } from "./person.ts";
import { readConfig } from "../../../lib/config.ts";
import { openApp } from "../../../routes/app.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { targetOf } from "./connection.ts";
import { unescapeHtml } from "../../../scripts/browser/forms.ts";
import { authorize, register } from "../oauth/oauth.ts";
import { QUICK_PASSWORDS } from "../servers/quick_passwords.ts";
import { callTool } from "../clients/rpc.ts";
import type { TestServer } from "../servers/server.ts";

/** Opens `/account` and signs in there; returns the page of the account. */
export async function signIn(browser: Browser, name: string, password?: string): Promise<View> {
  const { email, ...account } = accountOf(name);
  const fill = { email, password: password ?? account.password };
  return await browser.submit(await browser.go("/account"), { fill, having: "email" });
}

/** A browser in which a new person has signed up at `/account`, and the page it shows. */
export async function newPerson(server: TestServer, name: string) {
  const browser = new Browser(server.url);
  const form = await browser.go("/account/sign-up");
  return { browser, page: await browser.submit(form, { fill: accountOf(name) }) };
}

/** A further browser of somebody with an account, signed in for connecting apps and not more. */
export async function furtherBrowser(server: TestServer, name: string): Promise<Browser> {
  const browser = new Browser(server.url);
  const { body: { client_id } } = await register(targetOf(server));
  const { view } = await authorize(browser, { client_id });
  const consent = await browser.submit(view, { fill: accountOf(name) });
  await browser.submit(consent, { press: "deny" });
  return browser;
}

/** The status of a real MCP call with a token. */
export async function statusOf(resource: string, token: string): Promise<number> {
  return (await callTool(resource, { era: "2026-07-28", token, tool: "whoami" })).status;
}

/** The text of an element with this role, or `undefined`. */
export function textOf(role: "status" | "alert", { html }: View): string | undefined {
  const text = new RegExp(`<p[^>]* role="${role}">([^<]*)</p>`).exec(html)?.[1];
  return text === undefined ? undefined : unescapeHtml(text);
}

/** The names of the apps on the page of an account, in their order. */
export function appNames({ html }: View): string[] {
  return [...html.matchAll(/<h3[^>]*>([^<]*)<\/h3>/g)].map(([, name]) => unescapeHtml(name));
}

/** What a browser sends with the forms of our own pages, to send something else than they say. */
export function sameOrigin({ url }: TestServer): Record<string, string> {
  return { origin: url, "sec-fetch-site": "same-origin" };
}

/** Sends a form of the account page, with its token and whatever fields. */
export async function sendOwn(
  server: TestServer,
  browser: Browser,
  { path, form = {} }: { path: string; form?: Record<string, string> },
): Promise<View> {
  const { html } = await browser.go("/account");
  const token = /name="token" value="([^"]*)"/.exec(html)?.[1] ?? "";
  const body = new URLSearchParams({ token, ...form });
  return await browser.go(path, { method: "POST", body, headers: sameOrigin(server) });
}

/** Another instance of the same server: the same store and public address, a port of its own. */
export async function secondInstance(
  server: TestServer,
  options: { environment?: Record<string, string>; now?: () => number } = {},
): Promise<AsyncDisposable & { resource: string }> {
  const environment = { PUBLIC_URL: server.url, ...options.environment };
  const app = await openApp(readConfig(environment), {
    now: options.now,
    passwordCost: QUICK_PASSWORDS,
    store: server.store,
    version: "0.0.0-test",
    log: { info() {}, error() {} },
  });
  const http = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request, { remoteAddr }) => app.fetch(request, remoteAddr.hostname),
  );
  return {
    resource: `http://127.0.0.1:${http.addr.port}/mcp`,
    async [Symbol.asyncDispose]() {
      await app.close();
      await http.shutdown();
    },
  };
}
