import { type AttributeValue, type Span, trace } from "@opentelemetry/api";
import { shortPath } from "./short_path.ts";

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

/** What Deno says of an error may hold the address that it was about. */
const NEVER_SENT = new Set(["url.query", "exception.message", "exception.stacktrace"]);

/**
 * Keeps queries, ids in paths and messages of errors out of every span of this process. Deno writes
 * the whole address of each request into its span before we see the request, and what is set again
 * is sent beside it: so the spans themselves are taught, which the API lets us have. Queries of
 * authorization requests hold `state`, `login_hint` (an e-mail address) and `id_token_hint`.
 */
export function keepAddressesOutOfSpans(): void {
  // It never ends, so nobody gets it.
  const span: Span = Object.getPrototypeOf(trace.getTracer("epicme").startSpan("unused"));
  const { setAttribute, setStatus } = span;
  span.setAttribute = function (this: Span, name, value) {
    return NEVER_SENT.has(name) ? this : setAttribute.call(this, name, shortened(name, value));
  };
  span.setAttributes = function (this: Span, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) this.setAttribute(name, value);
    }
    return this;
  };
  span.setStatus = function (this: Span, { code }) {
    return setStatus.call(this, { code });
  };
  span.recordException = function (this: Span, exception) {
    const type = typeof exception === "object" && "name" in exception ? exception.name : undefined;
    this.setAttribute("exception.type", String(type ?? "Error"));
  };
}

function shortened(name: string, value: AttributeValue): AttributeValue {
  if (name === "url.path") return shortPath(String(value));
  if (name !== "url.full") return value;
  const url = URL.parse(String(value));
  return url ? url.origin + shortPath(url.pathname) : "";
}
