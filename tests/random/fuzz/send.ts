import type { FuzzAnswer, FuzzRequest } from "./requests/request.ts";

/** Far longer than any answer takes: who is silent for so long has lost the request. */
const SILENCE_MS = 30_000;

/** A stream has said what it has to say by then. */
const STREAM_MS = 200;

/**
 * Sends a request to `origin` and reads the whole answer. What `fetch` accepts goes through it; the
 * rest goes over a connection of its own, byte for byte.
 */
export async function sendFuzz(origin: string, request: FuzzRequest): Promise<FuzzAnswer> {
  const ready = request.wire ? undefined : fetchable(origin, request);
  return ready ? await viaFetch(ready, request) : await viaWire(origin, request);
}

function fetchable(origin: string, request: FuzzRequest): Request | undefined {
  try {
    const { method, headers, body } = request;
    const bodiless = ["GET", "HEAD"].includes(method);
    return new Request(origin + request.path, {
      method,
      headers,
      body: bodiless ? undefined : body,
      redirect: "manual",
    });
  } catch {
    return undefined;
  }
}

async function viaFetch(ready: Request, { streams }: FuzzRequest): Promise<FuzzAnswer> {
  const signal = AbortSignal.timeout(streams ? STREAM_MS : SILENCE_MS);
  let answer: FuzzAnswer = { status: 0, headers: [], body: "" };
  try {
    const response = await fetch(ready, { signal });
    answer = { status: response.status, headers: [...response.headers], body: "" };
    for await (const text of (response.body ?? empty()).pipeThrough(new TextDecoderStream())) {
      answer.body += text;
    }
  } catch (error) {
    if (!streams) throw error;
  }
  return answer;
}

async function viaWire(origin: string, request: FuzzRequest): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(origin);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    connection.close();
  }, request.streams ? STREAM_MS : SILENCE_MS);
  let text = "";
  try {
    const bytes = ReadableStream.from([onTheWire(origin, request)]);
    await bytes.pipeTo(connection.writable, { preventClose: true });
    for await (const part of connection.readable.pipeThrough(new TextDecoderStream())) text += part;
  } catch (error) {
    // Bytes that are no HTTP may be answered with a reset. Only silence is a fault.
    if (late && !request.streams) throw new Error("No answer", { cause: error });
  } finally {
    clearTimeout(timer);
    if (!late) ignoreErrors(() => connection.close());
  }
  return parse(text);
}

function onTheWire(origin: string, request: FuzzRequest): Uint8Array<ArrayBuffer> {
  const { method, path, headers, body = "" } = request;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const has = (name: string) => headers.some(([each]) => each.toLowerCase() === name);
  const framed = has("content-length") || has("transfer-encoding");
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has("host") ? [] : [`Host: ${new URL(origin).host}`]),
    ...headers.map((pair) => pair.join(": ")),
    ...(framed ? [] : [`Content-Length: ${bytes.length}`]),
    "Connection: close\r\n\r\n",
  ];
  return new Uint8Array([...new TextEncoder().encode(lines.join("\r\n")), ...bytes]);
}

function parse(text: string): FuzzAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [statusLine, ...lines] = text.slice(0, Math.max(end, 0)).split("\r\n");
  return {
    status: Number(statusLine.split(" ")[1] ?? 0),
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
    body: text.slice(end + 4),
  };
}

function ignoreErrors(act: () => void): void {
  try {
    act();
  } catch {
    // The stream has closed it already.
  }
}

function empty(): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from([]);
}
