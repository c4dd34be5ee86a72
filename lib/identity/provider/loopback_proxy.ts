import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { randomSecret, sameSecret } from "../storage/hashing.ts";
import type { Provider } from "../storage/oidc_provider.ts";

/** What is changed in a request on its way to oidc-provider. */
export interface ProxyRequest {
  clientAddress: string;
  /** Instead of the query of the request. */
  query?: URLSearchParams;
  /** The body, already read: `readBody` has bounded it. */
  body?: string;
  /** Set over the headers of the request. */
  headers?: Record<string, string>;
}

/** The way to oidc-provider, which speaks to node:http only. */
export interface LoopbackProxy {
  send(request: Request, handover: ProxyRequest): Promise<Response>;
  close(): Promise<void>;
}

const PROXY_HEADER = "x-epicme-proxy";

/** Headers that say who asked and where: only ours may reach oidc-provider. */
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** Headers that belong to one connection and not to the message (RFC 9110, section 7.6.1). */
const CONNECTION = ["connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"];

/**
 * Serves oidc-provider on a loopback port that answers nobody but this process. It listens once there
 * is something to send: introspection needs none of it, so that a client with a token does not wait.
 */
export function openLoopbackProxy(provider: Provider, publicUrl: URL): LoopbackProxy {
  const secret = randomSecret();
  let listening: ReturnType<typeof connect> | undefined;
  const ours = {
    "x-forwarded-proto": publicUrl.protocol.slice(0, -1),
    "x-forwarded-host": publicUrl.host,
    [PROXY_HEADER]: secret,
  };

  return {
    async send(request, { clientAddress, query, body, headers: extra }) {
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      for (const name of [...FORWARDED, ...CONNECTION, "host"]) headers.delete(name);
      const set = { ...ours, "x-forwarded-for": clientAddress, ...extra };
      for (const [name, value] of Object.entries(set)) headers.set(name, value);
      const { port, client } = await (listening ??= connect(provider, secret));
      const url = `http://127.0.0.1:${port}${pathname}${query ? `?${query}` : search}`;
      const { method } = request;
      const response = await fetch(url, { method, headers, body, redirect: "manual", client });
      const answered = new Headers(response.headers);
      for (const name of CONNECTION) answered.delete(name);
      return new Response(response.body, { status: response.status, headers: answered });
    },
    async close() {
      if (!listening) return;
      const { server, client } = await listening;
      client.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function connect(provider: Provider, secret: string) {
  const server = await listen(provider, secret);
  const { port } = server.address() as AddressInfo;
  // Straight to the port: a proxy named in the environment must not see what passes here.
  const client = Deno.createHttpClient({
    proxy: { transport: "tcp", hostname: "127.0.0.1", port },
  });
  return { server, port, client };
}

function listen(provider: Provider, secret: string): Promise<Server> {
  const answer = provider.callback();
  const server = createServer((request, response) => {
    // Any local program can reach the port, and could name itself any client address.
    const presented = request.headers[PROXY_HEADER];
    if (typeof presented === "string" && sameSecret(presented, secret)) {
      request.url = originForm(request.url ?? "/");
      answer(request, response);
    } else {
      response.writeHead(403).end();
    }
  });
  // The server could close an idle connection just as a request arrives on it, so it never does.
  server.keepAliveTimeout = 0;
  return withoutServeAddress(() =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => resolve(server));
    })
  );
}

const SERVE_ADDRESS = "DENO_SERVE_ADDRESS";

/**
 * Does `work` without the address at which a platform wants us. Deno gives it to whatever server
 * listens next, of node:http too: this one would face the internet instead of ours.
 */
async function withoutServeAddress<T>(work: () => Promise<T>): Promise<T> {
  const address = Deno.env.get(SERVE_ADDRESS);
  if (address === undefined) return await work();
  Deno.env.delete(SERVE_ADDRESS);
  try {
    return await work();
  } finally {
    Deno.env.set(SERVE_ADDRESS, address);
  }
}

/** The path and query of a request target: a client with a fixed address sends the whole URL. */
function originForm(target: string): string {
  const url = URL.parse(target);
  return url ? url.pathname + url.search : target;
}
