/** Where a native client waits for the redirect that ends an authorization (RFC 8252, section 7.3). */
export interface CallbackListener extends AsyncDisposable {
  readonly redirectUrl: string;
  /** The heading of the page that whoever comes back is shown. */
  readonly heading: string;
  /** Resolves with the first redirect that comes back. */
  readonly called: Promise<URL>;
}

/** Listens on a loopback port, and answers with a page. */
export function listenForCallback(): CallbackListener {
  const { promise: called, resolve } = Promise.withResolvers<URL>();
  const heading = "Back in the app";
  const http = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const url = new URL(request.url);
    if (url.pathname !== "/callback") return new Response(null, { status: 204 });
    resolve(url);
    return new Response(`<!doctype html><title>Done</title><h1>${heading}</h1>`, {
      headers: { "content-type": "text/html" },
    });
  });
  return {
    redirectUrl: `http://127.0.0.1:${http.addr.port}/callback`,
    heading,
    called,
    [Symbol.asyncDispose]: () => http.shutdown(),
  };
}
