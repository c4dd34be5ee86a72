import { hostileText } from "./hostile.ts";
import { mcpRequest } from "./mcp_requests.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

const NAMES = [
  ...["authorization", "content-type", "accept", "mcp-protocol-version", "mcp-method", "mcp-name"],
  ...[
    "mcp-session-id",
    "last-event-id",
    "origin",
    "host",
    "cookie",
    "x-forwarded-for",
    "x-request-id",
  ],
  ...["content-encoding", "accept-encoding", "expect", "upgrade", "connection", "range", "te"],
  ...["if-none-match", "x-forwarded-host", "forwarded", "x-http-method-override", "traceparent"],
];

/** A request whose headers are spoiled, or come twice, or are no headers. */
export function headerRequest(random: Random, world: World): FuzzRequest {
  const request = { ...mcpRequest(random, world), kind: "headers" };
  const rounds = 1 + random.below(3);
  for (let round = 0; round < rounds; round++) {
    const name = random.pick(NAMES);
    const value = headerText(random);
    const kept = random.chance(0.7)
      ? request.headers.filter(([each]) => each !== name)
      : request.headers;
    request.headers = [...kept, [name, value]];
  }
  if (random.chance(0.1)) return wrongLength(request, random);
  return { ...request, wire: random.chance(0.5) };
}

function headerText(random: Random): string {
  if (random.chance(0.2)) return random.pick(["Bearer", "Bearer x, Bearer y", "Basic Og==", "*/*"]);
  const text = hostileText(random);
  // Mostly what can stand in a header, or nothing else would ever be reached.
  return random.chance(0.9) ? text.replaceAll(/[^\x20-\x7e]/g, "?") : text;
}

/** A body that is longer or shorter than announced: the rest may never come. */
function wrongLength(request: FuzzRequest, random: Random): FuzzRequest {
  const framing: [string, string][] = random.pick([
    [["content-length", String(random.below(5_000))]],
    [["content-length", "-1"]],
    [["content-length", "5"], ["content-length", "6"]],
    [["transfer-encoding", "chunked"]],
    [["transfer-encoding", "chunked"], ["content-length", "5"]],
  ]);
  return { ...request, headers: [...request.headers, ...framing], wire: true, streams: true };
}
