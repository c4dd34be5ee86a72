import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { heading, submitTo } from "../support/people/login.ts";
import { startServer } from "../support/servers/server.ts";

Deno.test("a provider that takes the connection and never answers is given up with a page", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken: Deno.Conn[] = [];
  (async () => {
    for await (const connection of listener) taken.push(connection);
  })().catch(() => {});
  await using server = await startServer({
    environment: {
      LOGIN_ISSUER: `http://127.0.0.1:${listener.addr.port}`,
      LOGIN_CLIENT_ID: "epicme",
      LOGIN_CLIENT_SECRET: "a-secret-of-the-client",
      LOGIN_NAME: "Example Inc.",
    },
  });
  const browser = new Browser(server.url);
  const page = await submitTo(browser, await browser.go("/account"), { path: "/login" });
  assert.equal(heading(page), "Example Inc. does not answer");
  assert.equal(page.response?.status, 503);
  assert(taken.length > 0);
  for (const connection of taken) connection.close();
});
