/**
 * Prints what open streams cost in memory, beside streams of a bare `Deno.serve`, and how fast they
 * hear a change:
 *
 *     deno run -A bench/streams.ts [streams, 2000 unless given]
 */
import { person } from "../tests/support/people/person.ts";
import { residentBytes, startProcess } from "../tests/support/programs/server_process.ts";
import type { TestServer } from "../tests/support/servers/server.ts";
import { callTool, send } from "../tests/support/clients/rpc.ts";
import { freePort, startServer } from "./server_process.ts";

const ERA = "2026-07-28";
const PER_PERSON = 100;
const SCOPES = ["entries:read", "entries:write"];
const LISTEN = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "subscriptions/listen",
  params: {
    notifications: { resourcesListChanged: true },
    _meta: {
      "io.modelcontextprotocol/protocolVersion": ERA,
      "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
});

type Reader = ReadableStreamDefaultReader<Uint8Array>;

const count = Number(Deno.args[0] ?? 2_000);
const bare = await measureBare();
const ours = await measureOurs();
console.log(`${count} open streams: ${megabytes(ours)} here, ${megabytes(bare)} in a bare server`);

async function measureBare(): Promise<number> {
  const port = freePort();
  const args = ["--allow-net", "bench/peers/bare_stream_server.ts", String(port)];
  await using server = await startServer(args, { port });
  const url = `http://127.0.0.1:${port}`;
  const { readers, bytes } = await openAll(
    () => listen(url, "none"),
    () => residentBytes(server.pid),
  );
  await Promise.all(readers.map((reader) => reader.cancel()));
  return bytes;
}

async function measureOurs(): Promise<number> {
  const environment = { RATE_LIMIT_PER_MINUTE: "100000" };
  await using server = await startProcess({ environment });
  const { resource } = server;
  const tokens: string[] = [];
  for (let n = 0; n < Math.ceil(count / PER_PERSON); n++) {
    tokens.push(await person({ resource } as TestServer, `Person${n}`).token(...SCOPES));
  }
  for (const token of tokens) await send(resource, { era: ERA, token, method: "tools/list" });
  const { readers, bytes } = await openAll(
    (n) => listen(resource, tokens[Math.floor(n / PER_PERSON)]),
    server.residentBytes,
  );

  const start = performance.now();
  const heard = readers.slice(0, PER_PERSON).map((reader) => reader.read());
  const args = { title: "News", content: "Something has happened" };
  await callTool(resource, { era: ERA, token: tokens[0], tool: "create_entry", args });
  await Promise.all(heard);
  const time = Math.round(performance.now() - start);
  console.log(`a change was heard on all ${PER_PERSON} streams of its person after ${time} ms`);
  await Promise.all(readers.map((reader) => reader.cancel()));
  return bytes;
}

/** Opens all streams, and tells by how much the process has grown. */
async function openAll(open: (n: number) => Promise<Reader>, residentBytes: () => Promise<number>) {
  await settle();
  const before = await residentBytes();
  const readers: Reader[] = [];
  for (let n = 0; n < count; n++) readers.push(await open(n));
  await settle();
  return { readers, bytes: await residentBytes() - before };
}

/** Opens a stream and reads its first event. */
async function listen(url: string, token: string): Promise<Reader> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": ERA,
      "mcp-method": "subscriptions/listen",
    },
    body: LISTEN,
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const reader = response.body!.getReader();
  await reader.read();
  return reader;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3_000));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
