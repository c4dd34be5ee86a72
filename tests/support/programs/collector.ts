import type { Json } from "../clients/json.ts";

/** A collector of OpenTelemetry (OTLP over HTTP, as JSON) that keeps what it gets. */
export interface Collector extends AsyncDisposable {
  /** What makes a Deno process send everything here, soon. */
  readonly environment: Record<string, string>;
  /** All that came, as it was sent. */
  readonly traces: string[];
  readonly metrics: string[];
  readonly logs: string[];
  /** The newest state of each metric. */
  newest(): Map<string, Sent>;
  /** Resolves when `isThere` is true; looked at each time that metrics arrive. */
  until(isThere: (metrics: Map<string, Sent>) => boolean): Promise<void>;
}

/** A metric as it was sent. */
export interface Sent {
  unit?: string;
  points: { attributes: Record<string, string>; value: number }[];
}

/** Starts one on a loopback port. */
export function startCollector(): Collector {
  const [traces, metrics, logs]: string[][] = [[], [], []];
  const places: Record<string, string[]> = {
    "/v1/traces": traces,
    "/v1/metrics": metrics,
    "/v1/logs": logs,
  };
  let news = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const text = await request.text();
    places[new URL(request.url).pathname]?.push(text);
    news.resolve();
    news = Promise.withResolvers();
    return Response.json({});
  });
  const collector: Collector = {
    environment: {
      OTEL_DENO: "true",
      OTEL_SERVICE_NAME: "epicme",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${server.addr.port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
      OTEL_BSP_SCHEDULE_DELAY: "100",
    },
    traces,
    metrics,
    logs,
    newest: () => newest(metrics),
    async until(isThere) {
      while (!isThere(newest(metrics))) await news.promise;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return collector;
}

function newest(sent: string[]): Map<string, Sent> {
  const found = new Map<string, Sent>();
  for (const text of sent) {
    for (const { scopeMetrics } of JSON.parse(text).resourceMetrics) {
      for (const { metrics } of scopeMetrics) {
        for (const metric of metrics) found.set(metric.name, toSent(metric));
      }
    }
  }
  return found;
}

function toSent({ unit, sum, gauge, histogram }: Json): Sent {
  const { dataPoints } = sum ?? gauge ?? histogram;
  return {
    unit,
    points: dataPoints.map(({ attributes = [], asInt, asDouble, count }: Json) => ({
      attributes: Object.fromEntries(
        attributes.map((
          { key, value }: Json,
        ) => [key, value.stringValue ?? String(value.intValue)]),
      ),
      value: Number(asInt ?? asDouble ?? count),
    })),
  };
}
