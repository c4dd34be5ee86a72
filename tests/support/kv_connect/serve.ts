import { formatRead, formatWrite, parseRead, parseWrite } from "./messages.ts";
import { openTable, type Table } from "./table.ts";
import { watchersOf } from "./watch.ts";

/** As denokv has them (https://github.com/denoland/denokv/blob/main/proto/limits.rs). */
const MAX_RANGES = 10;
const MAX_ENTRIES = 1_000;
const MAX_CHECKS = 10;
const MAX_MUTATIONS = 1_000;
const MAX_BYTES = 819_200;

export interface ServeOptions {
  /** The access token that a request must carry. */
  token: string;
  port: number;
}

/**
 * Serves an empty database over KV Connect, versions 2 and 3: what `Deno.openKv` of an http address
 * needs for reading, for atomic writes and to watch keys. There are no queues.
 * https://github.com/denoland/denokv/blob/main/proto/kv-connect.md
 */
export function serveKvConnect({ token, port }: ServeOptions): Deno.HttpServer {
  const table = openTable();
  const watchers = watchersOf(table);
  return Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    if (request.headers.get("authorization") !== `Bearer ${token}`) {
      return new Response("The access token is wrong", { status: 401 });
    }
    const { pathname } = new URL(request.url);
    if (pathname === "/") return metadata(await request.json(), token);
    const body = new Uint8Array(await request.arrayBuffer());
    try {
      if (pathname === "/data/snapshot_read") return protobuf(read(table, body));
      if (pathname === "/data/atomic_write") {
        const output = protobuf(write(table, body));
        watchers.wake();
        return output;
      }
      if (pathname === "/data/watch") return new Response(watchers.open(body));
    } catch (error) {
      return new Response(String(error), { status: 400 });
    }
    return new Response("Nothing is here", { status: 404 });
  });
}

/** Where the data is, and with which token. It is the same one, and soon needs to be asked for again. */
function metadata({ supportedVersions }: { supportedVersions: number[] }, token: string): Response {
  const version = supportedVersions.includes(3) ? 3 : 2;
  return Response.json({
    version,
    databaseId: "00000000-0000-4000-8000-000000000000",
    endpoints: [{ url: "/data", consistency: "strong" }],
    token,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
}

function read(table: Table, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const ranges = parseRead(body);
  within("ranges", { count: ranges.length, most: MAX_RANGES });
  const wanted = ranges.reduce((sum, { limit }) => sum + limit, 0);
  within("entries", { count: wanted, most: MAX_ENTRIES });
  return formatRead(ranges.map(table.read));
}

function write(table: Table, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { checks, mutations } = parseWrite(body);
  within("checks", { count: checks.length, most: MAX_CHECKS });
  within("mutations", { count: mutations.length, most: MAX_MUTATIONS });
  const bytes = mutations.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  within("bytes", { count: bytes, most: MAX_BYTES });
  return formatWrite(table.write(checks, mutations));
}

function within(what: string, { count, most }: { count: number; most: number }): void {
  if (count > most) throw new RangeError(`There may be ${most} ${what}, got ${count}`);
}

function protobuf(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, { headers: { "content-type": "application/x-protobuf" } });
}

if (import.meta.main) {
  const [port, token] = Deno.args;
  serveKvConnect({ port: Number(port), token });
  console.log("KV Connect is ready");
}
