import assert from "node:assert/strict";
import { connect, targetOf } from "../../support/people/connection.ts";
import { post } from "../../support/oauth/oauth.ts";
import { rawRequest } from "../../support/clients/raw_request.ts";
import { startServer } from "../../support/servers/server.ts";

const FORM = "application/x-www-form-urlencoded";

/** What clients send with a form. A popular inspector names both types at once. */
const NAMED = [
  `application/json, ${FORM}`,
  `${FORM}, application/json`,
  `${FORM}; charset=UTF-8`,
  "Application/X-WWW-Form-URLEncoded",
];

Deno.test("a form is read as a form, whatever else its Content-Type names", async () => {
  await using server = await startServer();
  const app = await connect(targetOf(server));
  const { client_id } = app;
  let { refresh_token } = app.tokens;
  for (const type of NAMED) {
    const form = { grant_type: "refresh_token", refresh_token, client_id };
    const headers = { "content-type": type };
    const { status, body } = await post(app.target, "/oauth/token", { form, headers });
    assert.equal(status, 200, `${type}: ${body.error_description}`);
    refresh_token = body.refresh_token;
  }
  const form = { token: refresh_token, client_id };
  const headers = { "content-type": NAMED[0] };
  assert.equal((await post(app.target, "/oauth/revoke", { form, headers })).status, 200);
});

Deno.test("a form without a Content-Type is read as a form", async () => {
  await using server = await startServer();
  const { client_id, tokens } = await connect(targetOf(server));
  const { refresh_token } = tokens;
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token, client_id });
  const request = { method: "POST", path: "/oauth/token", body: String(form) };
  const { status } = await rawRequest(server.local, request);
  assert.equal(status, 200);
});

Deno.test("a body that names no form is refused in one sentence", async () => {
  await using server = await startServer();
  const { client_id, tokens, target } = await connect(targetOf(server));
  const { refresh_token } = tokens;
  for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
    const form = { grant_type: "refresh_token", refresh_token, client_id };
    const headers = { "content-type": type };
    const { status, body } = await post(target, "/oauth/token", { form, headers });
    assert.deepEqual([status, body.error], [400, "invalid_request"], type);
    assert.match(String(body.error_description), /application\/x-www-form-urlencoded/);
  }
});
