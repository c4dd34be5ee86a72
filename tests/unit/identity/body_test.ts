import assert from "node:assert/strict";
import { identity } from "../../../routes/identity.ts";
import { readBody, RefusedRequest } from "../../../lib/http/oauth_http.ts";

function posted(body: BodyInit): Request {
  return new Request("http://localhost/", { method: "POST", body });
}

async function refusalOf(reading: Promise<string>): Promise<number> {
  const error = await reading.then(() => undefined, (error: unknown) => error);
  assert(error instanceof RefusedRequest);
  return error.response.status;
}

Deno.test("a body is read whole, and none is empty", async () => {
  assert.equal(await readBody(posted("caf\u00e9")), "caf\u00e9");
  assert.equal(await readBody(new Request("http://localhost/")), "");
});

Deno.test("a body that never ends is given up, and its sender let go", async () => {
  let cancelled = false;
  const endless = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("email=")),
    cancel() {
      cancelled = true;
    },
  });
  assert.equal(await refusalOf(readBody(posted(endless), 20)), 408);
  assert.equal(cancelled, true);
});

Deno.test("a body that breaks off is the fault of its sender", async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
  assert.equal(await refusalOf(readBody(posted(broken))), 400);
});

Deno.test("a body has a largest size", async () => {
  assert.equal((await readBody(posted("x".repeat(64 * 1024)))).length, 64 * 1024);
  assert.equal(await refusalOf(readBody(posted("x".repeat(64 * 1024 + 1)))), 413);
});

Deno.test("a request that is never answered is given up", async () => {
  const route = identity({ handle: () => new Promise<Response>(() => {}) }, 20);
  const { status, body } = await route.request("/token", {}, { clientAddress: "192.0.2.7" });
  await body?.cancel();
  assert.equal(status, 504);
});
