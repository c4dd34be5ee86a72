/** A proxy on a loopback port, for programs that cannot be given a token. */
export interface TokenHop extends AsyncDisposable {
  /** The address that stands for the resource. */
  url: string;
}

/** Starts a proxy that adds an access token to every request, and changes nothing else. */
export function openTokenHop(resource: string, token: string): TokenHop {
  // The caller's `Host` is handed on: whether it is a good one is for the resource to say.
  const client = Deno.createHttpClient({ allowHost: true });
  const { pathname } = new URL(resource);
  const http = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    // Above all a caller that went away, and took its request with it.
    onError: () => new Response(null, { status: 502 }),
  }, (request) => {
    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${token}`);
    const { method, body, signal } = request;
    return fetch(resource, { method, headers, body, signal, redirect: "manual", client });
  });
  return {
    url: `http://localhost:${http.addr.port}${pathname}`,
    async [Symbol.asyncDispose]() {
      await http.shutdown();
      client.close();
    },
  };
}
