import assert from "node:assert/strict";
import { Hono } from "hono";
import { timeLimit } from "../../../lib/http/time_limit.ts";

Deno.test("a request that gets no answer in time is given up, and others go on", async () => {
  const app = new Hono();
  app.use(timeLimit(0));
  app.get("/never", () => new Promise(() => {}));
  app.get("/now", (c) => c.text("here"));
  const never = app.request("/never");
  assert.equal((await app.request("/now")).status, 200);
  assert.equal((await never).status, 504);
});
