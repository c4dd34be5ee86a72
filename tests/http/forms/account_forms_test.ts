import assert from "node:assert/strict";
import { ACCOUNT_PATHS } from "../../../lib/account_paths.ts";
import { SIGNED_IN_ROUTES } from "../../../lib/account/handler.tsx";
import { NOTICES } from "../../../lib/account/notices.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { FORGED } from "../../support/forms/forged.ts";
import { rowsOf } from "../../support/forms/rows.ts";
import { newPerson, sameOrigin, textOf } from "../../support/people/account.ts";
import { accountOf } from "../../support/people/person.ts";
import { tokenOf } from "../../support/people/passkey.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const { pages, actions, tokenActions } = SIGNED_IN_ROUTES;

/** All that somebody POSTs to while they are signed in. */
const FORMS = [...new Set([...Object.keys(actions), ...Object.keys(tokenActions)])];

/** What people use who are not signed in, and what is no form. Whatever is new here opens a door. */
const OPEN: readonly string[] = [
  ...[ACCOUNT_PATHS.signIn, ACCOUNT_PATHS.signUp, ACCOUNT_PATHS.signOut],
  ...[ACCOUNT_PATHS.forgot, ACCOUNT_PATHS.reset],
  ...[ACCOUNT_PATHS.login, ACCOUNT_PATHS.loginCallback, ACCOUNT_PATHS.loginFirst],
  ...[ACCOUNT_PATHS.passkeySignIn, ACCOUNT_PATHS.passkeyChallenge],
  ACCOUNT_PATHS.importUpload,
];

/** A form as pages send it, with fields that would be good for something. */
function bodyFor(path: string, token: string | undefined): BodyInit {
  const { password } = accountOf("Kody");
  const fields: Record<string, string> = {
    ...token === undefined ? {} : { token },
    ...{ name: "Somebody else", new_email: "else@example.com", language: "de-DE" },
    ...{ first_weekday: "7", time_zone: "Asia/Tokyo", format: "json", understood: "yes" },
    ...{ password, current_password: password, link_password: password },
    ...{ new_password: "a meadow behind the library", last: "7".padEnd(26, "Z") },
  };
  if (path !== ACCOUNT_PATHS.import) return new URLSearchParams(fields);
  const form = new FormData();
  if (token !== undefined) form.append("token", token);
  form.append("file", new File(['{"entries":[]}'], "journal.json"));
  return form;
}

/** Kody, who is signed in, at a server where no time passes. */
async function withKody() {
  const now = Date.parse("2026-11-30T12:00:00Z");
  const server = await startServer({ now: () => now });
  const { browser } = await newPerson(server, "Kody");
  const ada = (await newPerson(server, "Ada")).browser;
  return {
    server,
    browser,
    token: tokenOf(await browser.go("/account/profile")),
    otherToken: tokenOf(await ada.go("/account/profile")),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function send(
  { browser, path, token, headers }: {
    browser: Browser;
    path: string;
    token?: string;
    headers: Record<string, string>;
  },
): Promise<View> {
  return browser.go(path, { method: "POST", headers, body: bodyFor(path, token) });
}

/** Whether a form was refused because nobody knows that its person has sent it. */
function isRefused(view: View): boolean {
  const notices: readonly unknown[] = [NOTICES.form_expired, NOTICES.session_over];
  return view.response?.status === 403 || notices.includes(textOf("status", view));
}

/** Does something, and asserts that no row is another one after it. */
async function withoutWrite<T>(
  { store }: TestServer,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await rowsOf(store);
  const result = await work();
  assert.deepEqual(await rowsOf(store), before, `${what} has written something`);
  return result;
}

Deno.test("each address of the account is one of the tables, or one that is open to everybody", () => {
  const known = new Set([...Object.keys(pages), ...FORMS, ...OPEN]);
  assert.deepEqual(Object.values(ACCOUNT_PATHS).filter((path) => !known.has(path)), []);
  assert.deepEqual(
    [...known].filter((path) => !Object.values<string>(ACCOUNT_PATHS).includes(path)),
    [],
  );
  assert.deepEqual(OPEN.filter((path) => FORMS.includes(path) || path in pages), []);
});

Deno.test("nobody sees a page of the account, or sends one of its forms, without a session", async () => {
  await using kody = await withKody();
  const { server, token } = kody;
  for (const path of Object.keys(pages)) {
    const view = await withoutWrite(server, path, () => new Browser(server.url).go(path));
    assert.match(view.html, /<h1>Sign in<\/h1>/, path);
    assert.doesNotMatch(view.html, /kody/i, path);
  }
  const headers = sameOrigin(server);
  for (const path of FORMS) {
    const browser = new Browser(server.url);
    const view = await withoutWrite(server, path, () => send({ browser, path, token, headers }));
    assert(isRefused(view), `${path}: ${textOf("status", view)}`);
  }
});

Deno.test("no form of the account is taken that another website has sent", async () => {
  await using kody = await withKody();
  const { server, browser, token } = kody;
  for (const path of Object.values(ACCOUNT_PATHS)) {
    for (const [where, headers] of Object.entries(FORGED)) {
      const what = `${path} ${where}`;
      const view = await withoutWrite(server, what, () => send({ browser, path, token, headers }));
      assert.equal(view.response?.status, 403, what);
    }
  }
});

Deno.test("each form of the account wants the token of its session", async () => {
  await using kody = await withKody();
  const { server, browser, token, otherToken } = kody;
  const headers = sameOrigin(server);
  const tokens = { "no token": undefined, "an empty token": "", "somebody else's": otherToken };
  for (const path of FORMS) {
    for (const [which, token] of Object.entries(tokens)) {
      const what = `${path} with ${which}`;
      const view = await withoutWrite(server, what, () => send({ browser, path, token, headers }));
      assert(isRefused(view), `${what}: ${view.response?.status} ${textOf("status", view)}`);
    }
  }
  // The same with the token is something else, or nothing was tested. Two begin or end the session,
  // and other tests see them do it; what ends the account comes last.
  const ends: readonly string[] = [ACCOUNT_PATHS.password, ACCOUNT_PATHS.signOutEverywhere];
  const last = ACCOUNT_PATHS.deleteData;
  assert(FORMS.includes(last));
  const others = FORMS.filter((path) => path !== last && !ends.includes(path));
  for (const path of [...others, last]) {
    const view = await send({ browser, path, token, headers });
    assert(!isRefused(view), `${path} with its token: ${view.response?.status}`);
  }
});

Deno.test("a part of a file is taken with the session and its token only", async () => {
  await using kody = await withKody();
  const { server, browser, token, otherToken } = kody;
  const ours = sameOrigin(server);
  const attempts: Record<string, [Browser, Record<string, string>]> = {
    "nobody": [new Browser(server.url), { ...ours, "x-form-token": token }],
    "without a token": [browser, ours],
    "with somebody else's": [browser, { ...ours, "x-form-token": otherToken }],
    ...Object.fromEntries(
      Object.entries(FORGED).map(([where, headers]) => [
        where,
        [browser, { ...headers, "x-form-token": token }],
      ]),
    ),
  };
  const tus = { "tus-resumable": "1.0.0", "upload-length": "3" };
  for (const [who, [browser, headers]] of Object.entries(attempts)) {
    for (const method of ["POST", "HEAD", "PATCH", "DELETE", "GET"]) {
      const what = `${method} ${who}`;
      const init = { method, headers: { ...tus, ...headers } };
      const { response } = await withoutWrite(
        server,
        what,
        () => browser.go(ACCOUNT_PATHS.importUpload, init),
      );
      assert.equal(response?.status, 403, what);
    }
  }
});
