import { trace } from "@opentelemetry/api";

/** Which step of which trace a request belongs to (W3C Trace Context). */
export interface TraceContext {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

/**
 * Says in the span of the current request which operation it is, and that it goes on a trace which
 * its client has begun (OpenTelemetry, MCP). Nothing happens unless `OTEL_DENO` is set.
 */
export function describeSpan(operation: string, client?: TraceContext): void {
  const span = trace.getActiveSpan();
  if (!span) return;
  span.setAttribute("mcp.operation", operation);
  if (client) span.addLink({ context: { ...client, isRemote: true } });
}
