import assert from "node:assert/strict";
import { listenTo } from "../../support/clients/listener.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { build } from "../../support/deno_deploy/build.ts";
import { RESOURCE, startPlatform } from "../../support/deno_deploy/platform.ts";

const [connect] = Object.values(ERAS);

Deno.test("an instance ends within five seconds of its signal, whatever its clients are doing", async () => {
  const app = await build(Deno.version.deno);
  await using platform = await startPlatform(app);
  const instance = await platform.start();
  platform.send(instance);
  const token = await platform.token("Ada");
  await using listener = await listenTo(RESOURCE, { token });
  // The database answers nobody any more: neither this request nor the end of the instance.
  const client = await connect(RESOURCE, token);
  Deno.kill(platform.kv.pid, "SIGSTOP");
  const call = assert.rejects(client.call("create_entry", { title: "Rain", content: "All day." }));
  // Nothing tells that it has arrived.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { code, signal } = await instance.stop();
  Deno.kill(platform.kv.pid, "SIGCONT");
  assert.deepEqual([code, signal], [0, null], instance.output);
  assert.equal(await listener.closed, "graceful");
  await call;
});

Deno.test("no write that an instance acknowledged is lost when it is stopped or killed", async () => {
  const app = await build(Deno.version.deno);
  await using platform = await startPlatform(app);
  const first = await platform.start();
  platform.send(first);
  const token = await platform.token("Ada");
  const acknowledged: string[] = [];
  for (const end of ["stop", "kill"] as const) {
    const instance = await platform.start();
    platform.send(instance);
    await using client = await connect(RESOURCE, token);
    const writing = (async () => {
      for (let n = 0;; n++) {
        const title = `${end} ${n}`;
        const { isError } = await client.call("create_entry", { title, content: "Rain." });
        if (!isError) acknowledged.push(title);
        if (acknowledged.length % 20 === 0) void instance[end]();
      }
    })();
    await assert.rejects(writing);
    await instance.ended;
  }
  platform.send(await platform.start());
  await using client = await connect(RESOURCE, token);
  for (const title of acknowledged) {
    const { structured } = await client.call("search_entries", { query: `"${title}"` });
    assert.equal(structured.entries[0]?.title, title);
  }
  assert(acknowledged.length >= 40);
});
