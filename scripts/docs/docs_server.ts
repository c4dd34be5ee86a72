import { readConfig } from "../../lib/config.ts";
import { openStore } from "../../lib/kv/store.ts";
import { openApp } from "../../routes/app.ts";

/** Starts a real server in memory, without limits on requests, for what documents show of it. */
export async function startServer() {
  await using opening = new AsyncDisposableStack();
  const store = opening.adopt(await openStore(":memory:"), (store) => store.close());
  const app = Promise.withResolvers<Awaited<ReturnType<typeof openApp>>>();
  const http = opening.use(
    Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, { remoteAddr }) => (await app.promise).fetch(request, remoteAddr.hostname),
    ),
  );
  const { publicUrl, resource, ...config } = readConfig({
    PORT: String(http.addr.port),
    RATE_LIMIT_PER_MINUTE: "1000000",
  });
  const log = { info: () => {}, error: console.error };
  app.resolve(
    await openApp({ ...config, publicUrl, resource }, { store, version: "0.0.0-test", log }),
  );
  opening.adopt(await app.promise, (app) => app.close());
  const running = opening.move();
  return {
    origin: publicUrl.origin,
    resource,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
