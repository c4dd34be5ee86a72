import assert from "node:assert/strict";
import { openIdentity } from "../../support/servers/identity.ts";
import { token } from "../../support/oauth/oauth.ts";

Deno.test("a flood of codes at the token endpoint is slowed down and never hides invalid_grant", async () => {
  await using identity = await openIdentity();
  const ask = (grant_type: string) => token(identity, { grant_type, client_id: "nobody" });
  let answer = await ask("authorization_code");
  for (let n = 0; n < 700 && answer.status !== 429; n++) answer = await ask("authorization_code");
  assert.equal(answer.status, 429);
  assert(Number(answer.headers.get("retry-after")) > 0);
  assert.equal((await ask("refresh_token")).body.error, "invalid_client");
});
