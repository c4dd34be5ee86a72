import type { TraceContext } from "../../telemetry/spans.ts";

const MAX_CHARACTERS = 200;
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(|-.*)$/;

/**
 * Parses the `traceparent` of a message (MCP 2026-07-28, `_meta`); returns `undefined` if there is
 * none, or one that breaks the rules of W3C Trace Context.
 */
export function parseTraceparent(value: unknown): TraceContext | undefined {
  if (typeof value !== "string" || value.length > MAX_CHARACTERS) return undefined;
  const [, version, traceId, spanId, flags, rest] = value.match(TRACEPARENT) ?? [];
  const isKnown = version === "00" ? rest === "" : version !== "ff";
  if (!traceId || !isKnown || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: parseInt(flags, 16) };
}
