import assert from "node:assert/strict";
import { targetOf } from "../../support/people/connection.ts";
import { register } from "../../support/oauth/oauth.ts";
import { startServer } from "../../support/servers/server.ts";

/** One more than a client address may register in a minute. */
const TOO_MANY = 61;

/** The status of the last of so many registrations, each with a header of its own. */
async function lastStatus(trustProxy: "on" | "off", forwardedFor: (n: number) => string) {
  await using server = await startServer({ environment: { TRUST_PROXY: trustProxy } });
  let status = 0;
  for (let n = 0; n < TOO_MANY; n++) {
    const target = targetOf(server, (request) => {
      const headers = new Headers(request.headers);
      headers.set("x-forwarded-for", forwardedFor(n));
      return fetch(new Request(request, { headers }));
    });
    status = (await register(target)).status;
  }
  return status;
}

Deno.test("without a trusted proxy, nobody can claim another address", async () => {
  assert.equal(await lastStatus("off", (n) => `192.0.2.${n}`), 429);
});

Deno.test("behind a trusted proxy, only the address that the proxy saw counts", async () => {
  assert.equal(await lastStatus("on", (n) => `192.0.2.${n}, 198.51.100.1`), 429);
  assert.equal(await lastStatus("on", (n) => `198.51.100.1, 192.0.2.${n}`), 201);
});
