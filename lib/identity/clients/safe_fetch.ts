import { lookup } from "node:dns/promises";
import { request } from "node:https";
import { isIP } from "node:net";
import { bounded, type Bounds } from "../../bounded.ts";
import { ClientDocumentError } from "./document_error.ts";
import { isSpecialUse } from "./special_use.ts";

/** The seams to the network, so that tests need none. */
export interface SafeFetchOptions {
  /** All addresses of a host name. */
  resolve?: (host: string) => Promise<string[]>;
  /** GETs `url` from exactly this address. */
  connect?: (url: URL, to: Connection) => Promise<Answer>;
  /** Largest body in bytes. */
  maxBytes?: number;
  /** Longest wait for the whole answer in milliseconds. */
  timeout?: number;
  /** How many documents are read at once, and how many more wait. */
  bounds?: Bounds;
}

/** Whom to ask, and until when. */
export interface Connection {
  address: string;
  headers: Headers;
  signal: AbortSignal;
}

/** What came back, its body still on the way. */
export interface Answer {
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
}

/**
 * A `fetch` for addresses that strangers name: https at its own port only; the host is resolved
 * once, refused if any of its addresses is of special use, and asked at the very address that was
 * checked, so that a second look-up cannot lead elsewhere; no redirect is followed. It rejects with a
 * `ClientDocumentError` on all else, and when the body is too large or too slow; with `BusyError` when
 * too many are in line, and with what the network throws.
 */
export function safeFetch({
  resolve = resolveAll,
  connect = connectPinned,
  maxBytes = 64 * 1024,
  timeout = 5000,
  bounds = { atOnce: 16, waiting: 64 },
}: SafeFetchOptions = {}): typeof fetch {
  const inLine = bounded(bounds);
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== "https:") {
      const message = `The address uses ${url.protocol}, expected https:`;
      throw new ClientDocumentError("invalid", message);
    }
    if (url.port) {
      const message = `The address names the port ${url.port}, expected none`;
      throw new ClientDocumentError("invalid", message);
    }
    return await inLine(() => get(url, init));
  };

  async function get(url: URL, init: RequestInit = {}): Promise<Response> {
    const done = new AbortController();
    const limits = [
      done.signal,
      AbortSignal.timeout(timeout),
      ...(init.signal ? [init.signal] : []),
    ];
    const signal = AbortSignal.any(limits);
    try {
      const address = await within(signal, judgedAddress(url, resolve));
      const to = { address, headers: new Headers(init.headers), signal };
      const { status, headers, body } = await within(signal, connect(url, to));
      if (status >= 300 && status < 400) {
        const message = "The host answers with a redirect, expected the document";
        throw new ClientDocumentError("redirect", message);
      }
      const document = await within(signal, readAtMost(body, maxBytes));
      return new Response(status === 204 || status === 205 ? null : document, { status, headers });
    } finally {
      done.abort();
    }
  }
}

async function judgedAddress(
  url: URL,
  resolve: (host: string) => Promise<string[]>,
): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) ? [host] : await resolve(host);
  if (addresses.length === 0) {
    throw new ClientDocumentError("host_not_found", "The host has no address");
  }
  if (addresses.some(isSpecialUse)) {
    const message = "The host has a special-use address, expected a public one";
    throw new ClientDocumentError("address_not_public", message);
  }
  return addresses[0];
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function connectPinned(url: URL, { address, headers, signal }: Connection): Promise<Answer> {
  const family = isIP(address);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent: false,
      headers: Object.fromEntries(headers),
      signal,
      lookup: (_host, options, callback) =>
        options.all ? callback(null, [{ address, family }]) : callback(null, address, family),
    }, (incoming) => {
      // Without a listener, giving up in the middle of a body would end the process.
      incoming.on("error", () => {});
      const received = new Headers();
      for (const [name, values] of Object.entries(incoming.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value);
      }
      resolve({ status: incoming.statusCode ?? 0, headers: received, body: incoming });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Blob> {
  const chunks: BlobPart[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new ClientDocumentError("too_large", `The document is larger than ${maxBytes} bytes`);
    }
    chunks.push(new Uint8Array(chunk));
  }
  return new Blob(chunks);
}

/** `promise`, but no longer than until the signal aborts: not every wait listens to it. */
function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      const { reason: cause } = signal;
      reject(new ClientDocumentError("too_slow", "The document took too long", { cause }));
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
