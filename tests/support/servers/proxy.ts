/** A reverse proxy on loopback, which does to requests and answers what a test wants. */
export interface Proxy extends AsyncDisposable {
  origin: string;
  port: number;
}

export interface ProxyHabits {
  /** What it makes of the headers that it passes on; it passes all of them on by default. */
  request?: (headers: Headers) => void;
  /** What it makes of the headers of the answer. */
  answer?: (headers: Headers) => void;
  /** What it answers itself, for a path. */
  instead?: (path: string) => Response | undefined;
  /** How long it keeps each request, in milliseconds. */
  delayMs?: number;
  /** Whether it ends the answer to this path and query in the middle. */
  breaksOff?: (path: string) => boolean;
  /** Whether it waits for the end of an answer before it passes it on. */
  isBuffering?: boolean;
}

/** Starts a proxy in front of a port, which may be found out later, be there a server or not. */
export function startProxy(port: number | (() => number), habits: ProxyHabits = {}): Proxy {
  const http = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const instead = habits.instead?.(pathname);
    if (instead) return instead;
    if (habits.delayMs) await new Promise((resolve) => setTimeout(resolve, habits.delayMs));
    const headers = new Headers(request.headers);
    habits.request?.(headers);
    const { method } = request;
    const body = method === "GET" ? undefined : await request.blob();
    try {
      const to = typeof port === "number" ? port : port();
      const target = `http://127.0.0.1:${to}${pathname}${search}`;
      const response = await fetch(target, { method, headers, body, redirect: "manual" });
      const answer = new Headers(response.headers);
      habits.answer?.(answer);
      if (habits.breaksOff?.(pathname + search)) return new Response(brokenOff());
      const content = habits.isBuffering ? await response.blob() : response.body;
      return new Response(content, { status: response.status, headers: answer });
    } catch {
      return new Response("Bad gateway", { status: 502 });
    }
  });
  return {
    origin: `http://127.0.0.1:${http.addr.port}`,
    port: http.addr.port,
    [Symbol.asyncDispose]: () => http.shutdown(),
  };
}

function brokenOff(): ReadableStream {
  return new ReadableStream({ pull: (controller) => controller.error(new Error("Gone")) });
}

/** As `proxy_set_header X-Forwarded-For $remote_addr` does. */
export function tellsAddress(headers: Headers): void {
  headers.set("x-forwarded-for", "127.0.0.1");
}
