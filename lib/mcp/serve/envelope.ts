import { classifyInboundRequest, PROTOCOL_VERSION_META_KEY } from "@modelcontextprotocol/server";
import { LRUCache } from "lru-cache";

/** The revision of the protocol in which each request says who sends it, in an envelope. */
export const MODERN = "2026-07-28";

/** What names of the protocol begin with; everything else in `_meta` is of others (MCP, `_meta`). */
const RESERVED = "io.modelcontextprotocol/";

const LONGEST_REMEMBERED = 4_096;

/** The envelopes that the SDK has found right, as JSON: a client sends the same one each time. */
const known = new LRUCache<string, true>({ max: 1_000 });

/** Returns what a `_meta` says in names of the protocol, as JSON; undefined if that is nothing. */
export function envelopeIn(meta: Record<string, unknown>): string | undefined {
  const reserved = Object.entries(meta).filter(([key]) => key.startsWith(RESERVED));
  return reserved.length === 0 ? undefined : JSON.stringify(Object.fromEntries(reserved));
}

/** Whether the SDK takes `envelope` for one of 2026-07-28 (MCP 2026-07-28, Request Metadata). */
export function isEnvelope(envelope: string): boolean {
  if (known.has(envelope)) return true;
  const _meta = JSON.parse(envelope);
  const { kind } = classifyInboundRequest({
    httpMethod: "POST",
    protocolVersionHeader: MODERN,
    mcpMethodHeader: "tools/list",
    body: { jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta } },
  });
  const isOne = kind === "modern" && _meta[PROTOCOL_VERSION_META_KEY] === MODERN;
  if (isOne && envelope.length <= LONGEST_REMEMBERED) known.set(envelope, true);
  return isOne;
}
