import assert from "node:assert/strict";
import { askForConsent, connect, targetOf } from "../../support/people/connection.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { exchange, register } from "../../support/oauth/oauth.ts";
import { startServer } from "../../support/servers/server.ts";

const METHODS = ["none", "client_secret_basic", "client_secret_post"];

Deno.test("Rule 7: a public client is given no secret and needs none", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { status, body } = await register(target, { token_endpoint_auth_method: "none" });
  assert.equal(status, 201);
  assert.equal(body.token_endpoint_auth_method, "none");
  assert.equal("client_secret" in body, false);
  assert.equal("client_secret_expires_at" in body, false);
  const connection = await connect(target, { client_id: body.client_id });
  assert.equal((await connection.refresh()).status, 200);
});

Deno.test("Rule 7: the metadata lists the methods that are accepted, and no other is", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const url = `${server.url}/.well-known/oauth-authorization-server`;
  const metadata = await (await fetch(url)).json();
  assert.deepEqual(metadata.token_endpoint_auth_methods_supported, METHODS);
  const other = ["private_key_jwt", "client_secret_jwt", "tls_client_auth", "", null, 7];
  for (const token_endpoint_auth_method of other) {
    const { status, body } = await register(target, { token_endpoint_auth_method });
    if (token_endpoint_auth_method === null) {
      assert.equal(body.token_endpoint_auth_method, "none", "as if it were absent");
    } else {
      assert.equal(status, 400, String(token_endpoint_auth_method));
      assert.equal(body.error, "invalid_client_metadata");
    }
  }
});

Deno.test("Rule 7: each listed method gets tokens, and only with its own kind of proof", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const browser = new Browser(server.url);
  for (const method of METHODS) {
    const { body: client } = await register(target, { token_endpoint_auth_method: method });
    const { client_id, client_secret = "" } = client;
    assert.equal("client_secret" in client, method !== "none", method);
    const tokens = async (form: Record<string, string>, authorization?: string) => {
      const request = await askForConsent(browser, { client_id });
      const view = await browser.submit(request.view, { press: "allow" });
      const send = (each: Request) => fetch(authorization ? withHeader(each, authorization) : each);
      const answer = await exchange({ ...target, send }, { ...request, view }, {
        client_id,
        ...form,
      });
      return answer.status;
    };
    const basic = (secret: string) => `Basic ${btoa(`${client_id}:${secret}`)}`;
    const accepted = {
      none: await tokens({}),
      client_secret_basic: client_secret && await tokens({}, basic(client_secret)),
      client_secret_post: client_secret && await tokens({ client_secret }),
    };
    assert.equal(accepted[method as keyof typeof accepted], 200, method);
    if (method === "none") continue;
    assert.equal(accepted.none, 401, `${method} without its secret`);
    assert.equal(await tokens({ client_secret: "wrong" }), 401, method);
    assert.equal(await tokens({}, basic("wrong")), 401, method);
  }
});

function withHeader(request: Request, authorization: string): Request {
  const headers = new Headers(request.headers);
  headers.set("authorization", authorization);
  return new Request(request, { headers });
}
