import type { Comparison, Figures, Ratio } from "./compare.ts";
import type { Operation } from "./operations.ts";
import { type Era, ERAS } from "./tool_call.ts";

/** One line of the table. */
export interface Row extends Comparison {
  operation: Operation;
  era: Era;
  connections: number;
}

/** Returns all figures as a table for people. */
export function table(rows: readonly Row[]): string {
  const head = [
    ["", "", "", "ours", "", "", "echo", "", "", "bare", "", "", "ours/echo", "echo/bare"],
    ["tool", "era", "conns", ...Array(3).fill(["req/s", "p50", "p99"]).flat(), "", ""],
  ];
  const lines = [...head, ...rows.map(cells)];
  const widths = head[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
    ).join("  ").trimEnd()
  ).join("\n");
}

/** Returns the sentence that the documentation quotes, if it was measured. */
export function claim(rows: readonly Row[]): string | undefined {
  const measured = ERAS.map((era) => {
    const row = rows.find((row) =>
      row.operation === "get_entry" && row.era === era && row.connections === 16
    );
    return row && `${era} ${row.oursToEcho.median.toFixed(2)}`;
  });
  if (measured.includes(undefined)) return undefined;
  return `get_entry / echo at 16 connections: ${measured.join(", ")}`;
}

function cells({ operation, era, connections, ...row }: Row): string[] {
  return [
    operation,
    era,
    String(connections),
    ...[row.ours, row.echo, row.bare].flatMap(figureCells),
    ratioCell(row.oursToEcho),
    ratioCell(row.echoToBare),
  ];
}

function figureCells({ requestsPerSecond, p50Ms, p99Ms }: Figures): string[] {
  return [requestsPerSecond.toFixed(0), p50Ms.toFixed(2), p99Ms.toFixed(2)];
}

function ratioCell({ median, lowest, highest }: Ratio): string {
  return `${median.toFixed(2)} (${lowest.toFixed(2)}-${highest.toFixed(2)})`;
}
