import type { Config } from "../../../config.ts";

/** What arrived at the stand-in. */
export interface Arrived {
  path: string;
  headers: Headers;
}

/** Listens where the server would, and shows what reaches it through a proxy. */
export interface StandIn extends AsyncDisposable {
  arrived: Arrived[];
  /** What it answers, so that nobody else's answer is taken for its own. */
  nonce: string;
  /** Says that the beginning of the stream has come. */
  streamBegan(): void;
  /** Whether the stream had to end before its beginning came. */
  wasHeldBack: boolean;
}

/** As long as somebody may wait for an event that has happened. */
const PATIENCE_MS = 1_500;

/** Sent to the stand-in for a stream. */
export const STREAM = "/mcp?doctor=stream";

/** @throws {Error} of `Deno.serve` where nothing can listen at `HOST:PORT` */
export function openStandIn({ listen }: Config): StandIn {
  const { promise: began, resolve: streamBegan } = Promise.withResolvers<void>();
  const standIn: StandIn = {
    arrived: [],
    nonce: crypto.randomUUID(),
    streamBegan,
    wasHeldBack: false,
    [Symbol.asyncDispose]: () => http.shutdown(),
  };
  const http = Deno.serve({ ...listen, onListen() {} }, (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname + search === STREAM) return stream();
    standIn.arrived.push({ path: pathname, headers: request.headers });
    return Response.json({ doctor: standIn.nonce }, { headers: { "cache-control": "no-store" } });
  });

  function stream(): Response {
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(": doctor\n\n"));
        let timer: ReturnType<typeof setTimeout> | undefined;
        const late = new Promise<"late">((resolve) => {
          timer = setTimeout(() => resolve("late"), PATIENCE_MS);
        });
        standIn.wasHeldBack = await Promise.race([began, late]) === "late";
        clearTimeout(timer);
        controller.close();
      },
    });
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    return new Response(body, { headers });
  }
  return standIn;
}
