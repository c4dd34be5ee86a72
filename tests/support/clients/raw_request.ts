/** A request as it stands on the wire. */
export interface RawRequest {
  method?: string;
  path: string;
  /** In this order, also twice; `Host` and `Content-Length` are added unless they are here. */
  headers?: [name: string, value: string][];
  body?: string;
}

/** An answer as it stood on the wire; `status` is 0 when the connection was closed without one. */
export interface RawResponse {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Sends a request byte for byte, because `fetch` joins headers that come twice and lets no request
 * lie about its host. `origin` is where the server really listens.
 */
export async function rawRequest(origin: string, request: RawRequest): Promise<RawResponse> {
  const { hostname, port, host } = new URL(origin);
  const { method = "GET", path, body = "" } = request;
  const headers = [...request.headers ?? []];
  const has = (name: string) => headers.some(([each]) => each.toLowerCase() === name);
  if (!has("host")) headers.unshift(["Host", host]);
  if (body && !has("content-length")) headers.push(["Content-Length", `${byteLength(body)}`]);
  headers.push(["Connection", "close"]);
  const lines = [`${method} ${path} HTTP/1.1`, ...headers.map((pair) => pair.join(": ")), "", body];
  return parse(await exchange({ hostname, port: Number(port) }, lines.join("\r\n")));
}

/** Sends `bytes` on a connection of their own and returns all that came back until it closed. */
async function exchange(
  to: { hostname: string; port: number },
  bytes: string | Uint8Array<ArrayBuffer>,
): Promise<string> {
  using connection = await Deno.connect(to);
  await new Response(bytes).body?.pipeTo(connection.writable, { preventClose: true });
  return await new Response(connection.readable).text();
}

function parse(text: string): RawResponse {
  const [head, ...rest] = text.split("\r\n\r\n");
  const [statusLine, ...lines] = head.split("\r\n");
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return { status: Number(statusLine.split(" ")[1] ?? 0), headers, body: rest.join("\r\n\r\n") };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
