import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson } from "../../../support/people/account.ts";
import {
  addPasskey,
  challengeFor,
  sendForm,
  softPasskey,
} from "../../../support/people/passkey.ts";
import {
  startServer,
  type TestServer,
  type TestServerOptions,
} from "../../../support/servers/server.ts";

/** Kody, who has a passkey, at a server. */
export async function withPasskey(options: TestServerOptions = {}) {
  const server = await startServer(options);
  const passkey = await softPasskey(server);
  const { browser } = await newPerson(server, "Kody");
  const added = await addPasskey(server, { browser, name: "Kody", passkey });
  return {
    server,
    passkey,
    browser,
    added,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Signs in with what `answer` makes of a challenge. */
export async function use(
  server: TestServer,
  answer: (options: { challenge: string }) => Promise<string>,
  browser = new Browser(server.url),
) {
  const { options } = await challengeFor(server, browser, { for: "sign_in" });
  const passkey = await answer(options);
  return await sendForm(server, browser, "/account/passkeys/sign-in", { passkey });
}
