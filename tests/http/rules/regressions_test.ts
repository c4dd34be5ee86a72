import assert from "node:assert/strict";
import { targetOf } from "../../support/people/connection.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { accountOf, person } from "../../support/people/person.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { SLOW_PASSWORDS } from "../../support/servers/quick_passwords.ts";
import { startServer } from "../../support/servers/server.ts";

/** Faults that a fuzz run or a review found: each stays here, so that it does not come back. */

const ERA = ERA_NAMES[1];

Deno.test("a method or a name of which no text can be made is a 400, not a fault of ours", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  const noText = { toString: 1, valueOf: 1 };
  const messages = [
    { jsonrpc: "2.0", id: 1, method: noText },
    { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: noText } },
    [{ jsonrpc: "2.0", id: 1, method: noText }],
  ];
  for (const message of messages) {
    const body = JSON.stringify(message);
    const { status } = await send(server.resource, { era: ERA, token, method: "", body });
    assert(status >= 200 && status < 500, `${body}: ${status}`);
  }
  assert.deepEqual(server.log.errors, []);
});

const BROKEN_OFF = {
  "of a length": "Content-Length: 100\r\n\r\n{",
  "in chunks": "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
};

for (const [how, body] of Object.entries(BROKEN_OFF)) {
  Deno.test(`a body ${how} that breaks off is the client's fault, and wakes nobody`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token("user:read");
    const { hostname, port } = new URL(server.local);
    for (const path of ["/mcp", "/oauth/token", "/oauth/register"]) {
      const known = server.log.events.length;
      const connection = await Deno.connect({ hostname, port: Number(port) });
      const head = `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}`;
      const request = `${head}\r\nContent-Type: application/json\r\n${body}`;
      await connection.write(new TextEncoder().encode(request));
      connection.close();
      while (server.log.events.length === known) await new Promise((r) => setTimeout(r, 5));
      const { status } = server.log.events.at(-1)!.fields!;
      assert(Number(status) < 500, `${path}: ${status}`);
    }
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("a guess beyond the limit is refused before its password is hashed", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  const { body: { client_id } } = await register(targetOf(server));
  const browser = new Browser(server.url);
  const { view } = await authorize(browser, { client_id });
  const answered: (number | undefined)[] = [];
  const guess = async () => {
    answered.push((await browser.submit(view, { fill: accountOf("Kody") })).response?.status);
  };
  await Promise.all(Array.from({ length: 24 }, guess));
  const judged = answered.filter((status) => status === 400).length;
  assert.deepEqual(answered.slice(-judged), Array(judged).fill(400), answered.join(" "));
});

Deno.test("all that web clients may use allows and exposes the same headers", async () => {
  await using server = await startServer();
  const read = async (path: string, method: string) => {
    const { headers, body } = await fetch(server.url + path, {
      method,
      headers: { origin: "http://localhost:6274", "access-control-request-method": "POST" },
    });
    await body?.cancel();
    const name = method === "OPTIONS" ? "allow" : "expose";
    const list = headers.get(`access-control-${name}-headers`) ?? "";
    return list.toLowerCase().split(/, */).sort();
  };
  const paths = [
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-authorization-server",
    "/oauth/token",
    "/oauth/register",
  ];
  for (const method of ["OPTIONS", "GET"]) {
    const wanted = await read("/mcp", method);
    assert(wanted.length >= 4);
    for (const path of paths) assert.deepEqual(await read(path, method), wanted, path);
  }
});

Deno.test("a batch counts as many requests as it holds", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "10" } });
  const token = await person(server, "Kody").token("user:read");
  const message = (id: number) => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "whoami", arguments: {} },
  });
  const body = JSON.stringify(Array.from({ length: 50 }, (_, id) => message(id)));
  const batch = { era: ERA, token, method: "", body };
  assert.equal((await send(server.resource, batch)).status, 200);
  assert.equal((await send(server.resource, batch)).status, 429);
});

Deno.test("an e-mail address that is too long to be a key is as unknown as any other", async () => {
  await using server = await startServer();
  const { body: { client_id } } = await register(targetOf(server));
  const browser = new Browser(server.url);
  const signIn = (await authorize(browser, { client_id })).view;
  const account = await browser.go("/account");
  const fill = { email: `${"x".repeat(3_000)}@example.com`, password: "whatever it is" };
  for (const page of [signIn, account]) {
    const { response, html } = await browser.submit(page, { fill, having: "email" });
    assert.equal(response?.status, 400);
    assert.match(html, /e-mail address or the password is wrong/);
  }
  assert.deepEqual(server.log.errors, []);
});
