import { openLoopbackProxy } from "../../lib/identity/provider/loopback_proxy.ts";
import type { Provider } from "../../lib/identity/storage/oidc_provider.ts";

/** Sends one request to a provider that answers 200: in an environment that is its own. */
if (import.meta.main) {
  const provider = {
    callback: () => (_request: unknown, response: { end(): void }) => response.end(),
  } as unknown as Provider;
  const proxy = openLoopbackProxy(provider, new URL("https://journal.example"));
  const request = new Request("http://localhost/oauth/token");
  const { status, body } = await proxy.send(request, { clientAddress: "192.0.2.1" });
  await body?.cancel();
  console.log(`answered ${status}`);
  await proxy.close();
}
