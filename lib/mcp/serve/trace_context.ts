import type { TraceContext } from "../../http/telemetry.ts";

/**
 * Returns the trace context that a client sends in `_meta.traceparent` of a message (MCP
 * 2026-07-28, `_meta`); undefined if there is none, or one that breaks the W3C's rules. A batch has
 * none.
 */
export function traceContextOf(body: unknown): TraceContext | undefined {
  const { params } = (body ?? {}) as { params?: { _meta?: { traceparent?: unknown } } | null };
  const header = params?._meta?.traceparent;
  if (typeof header !== "string" || header.length > MAX_CHARACTERS) return undefined;
  const [, version, traceId, spanId, flags, rest] = header.match(TRACEPARENT) ?? [];
  const isKnown = version === "00" ? rest === "" : version !== "ff";
  if (!traceId || !isKnown || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: parseInt(flags, 16) };
}

const MAX_CHARACTERS = 200;
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(|-.*)$/;
