import assert from "node:assert/strict";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { type Metric, METRICS } from "../../lib/telemetry/metrics.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../docs/${path}`, import.meta.url));

const { panels } = JSON.parse(await read("grafana/dashboard.json")) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const { groups } = parse(await read("grafana/alerts.yaml")) as {
  groups: { rules: { alert: string; expr: string }[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const operations = await read("operations.md");

const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const expressions = [...shown, ...alerts.map(({ expr }) => expr)];

const metrics: readonly Metric[] = Object.values(METRICS);

/** Counted by Deno itself. */
const OF_DENO = {
  name: "http_server_request_duration_seconds",
  label: "http_response_status_code",
};

Deno.test("the dashboard shows every metric", () => {
  for (const metric of metrics) {
    const name = inPrometheus(metric);
    assert(shown.some((expr) => expr.includes(name)), name);
  }
});

Deno.test("the dashboard and the alerts ask for metrics and labels that there are, in PromQL", () => {
  const names = new Set([...metrics.map(inPrometheus), OF_DENO.name]);
  const labels = new Set([...metrics.flatMap(({ attributes }) => attributes), OF_DENO.label, "le"]);
  for (const expr of expressions) {
    const promql = expr.replaceAll("$__rate_interval", "5m");
    const found = nodesOf(promql);
    assert(!found.some(({ type }) => type === "⚠"), expr);
    const asked = found.filter(({ type }) => type === "VectorSelector");
    assert(asked.length > 0, expr);
    for (const { type, text } of found) {
      if (type === "Identifier") assert(names.has(text.replace(/_(bucket|count)$/, "")), text);
      if (type === "LabelName") assert(labels.has(text), text);
    }
  }
});

Deno.test("docs/operations.md explains every metric and every alert, and no other", () => {
  for (const { name } of metrics) assert(operations.includes(`\`${name}\``), name);
  for (const { alert } of alerts) assert(operations.includes(`\`${alert}\``), alert);
  const told = [...operations.matchAll(/`(Epicme\w+)`/g)].map(([, alert]) => alert);
  assert.deepEqual([...new Set(told)].sort(), alerts.map(({ alert }) => alert).sort());
});

/** The name that Prometheus gives a metric of OpenTelemetry, without `_bucket` and `_count`. */
function inPrometheus({ name, kind, unit }: Metric): string {
  const seconds = unit === "s" ? "_seconds" : "";
  return name.replaceAll(".", "_") + seconds + (kind === "counter" ? "_total" : "");
}

function nodesOf(promql: string): { type: string; text: string }[] {
  const nodes: { type: string; text: string }[] = [];
  parser.parse(promql).iterate({
    enter({ name, from, to }) {
      nodes.push({ type: name, text: promql.slice(from, to) });
    },
  });
  return nodes;
}
