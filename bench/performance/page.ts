import type { Bill } from "../bill/measure_bill.ts";
import { type ContenderName, CONTENDERS } from "../calls/contenders.ts";
import type { CallRow, Figures, Ratio } from "../calls/measure_calls.ts";
import { OPERATIONS } from "../calls/questions.ts";
import type { Verdict } from "../journal/verdict.ts";
import { type Machine, machineTable } from "./machine.ts";
import { table } from "./sections.ts";

/** All that `deno task bench` measures; only calls if it was asked for some tools. */
export interface Results {
  machine: Machine;
  calls: readonly CallRow[];
  figures?: readonly Verdict[];
  bill?: Bill;
}

const NAMES = Object.keys(CONTENDERS) as ContenderName[];
/** Those to whom the ratio is told. */
const COMPARED: ContenderName[] = ["echo", "ready", "fastmcp", "mcpGo"];

/** The section of `deno task bench` in docs/performance.md. */
export function benchSection({ machine, calls, figures, bill }: Results): string {
  return [
    machineTable(machine),
    "### Calls beside other servers",
    "Calls a second (the median of the rounds), and the 99th percentile of their time in milliseconds.",
    ...OPERATIONS.filter((tool) => calls.some((row) => row.tool === tool)).flatMap((tool) => [
      `#### \`${tool}\``,
      callTable(calls.filter((row) => row.tool === tool)),
    ]),
    "### As ratios",
    "Our calls a second to those of each other: the median round, the lowest and the highest.",
    ratioTable(calls),
    ...figures ? figuresPart(figures) : [],
    ...bill ? billPart(bill) : [],
  ].join("\n\n");
}

function figuresPart(figures: readonly Verdict[]): string[] {
  return [
    "### A large journal beside a small one",
    "In one process, without HTTP. A target is missed where the figure is above it.",
    table(
      ["What", "Figure", "Target", "Notes"],
      figures.map(({ what, figure, limit, unit, notes }) => [
        ...[what, `${figure.toFixed(2)} ${unit}`, `${limit.toFixed(2)} ${unit}`, notes],
      ]),
    ),
  ];
}

function billPart({ toolsList, tools, instructions, results }: Bill): string[] {
  return [
    "### What a model pays",
    "Bytes of JSON in UTF-8. A client shows its model the text or the structured content, and keeps " +
    "the list of tools and the instructions in each conversation.",
    table(["Result", "Text", "Structured content", "Links, pictures"], [
      [`tools/list, ${tools} tools`, "", number(toolsList), ""],
      ["instructions", number(instructions), "", ""],
      ...results.map(({ what, text, structured, others }) => [
        what,
        number(text),
        structured === undefined ? "" : number(structured),
        others === 0 ? "" : number(others),
      ]),
    ]),
  ];
}

/** What does not depend on the machine: headings, heads of tables, and what their rows are about. */
export function outlineOf(section: string): string[] {
  return section.split("\n").flatMap((line) => {
    if (line.startsWith("#")) return [line];
    if (!line.startsWith("|") || /^\|[ -|]+\|$/.test(line)) return [];
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    return [cells[0] === "Entries" || cells[0] === "What" ? cells.join(" | ") : cells[0]];
  }).map((line) => line.replaceAll(/\d+/g, "#"));
}

function callTable(rows: readonly CallRow[]): string {
  return table(
    ["Entries", "Connections", "Protocol", ...Object.values(CONTENDERS)],
    rows.map((row) => [...placeOf(row), ...NAMES.map((name) => figureCell(row.figures[name]))]),
  );
}

function ratioTable(rows: readonly CallRow[]): string {
  return table(
    ["Entries", "Connections", "Protocol", "Tool", ...COMPARED.map((name) => CONTENDERS[name])],
    rows.map((row) => [
      ...placeOf(row),
      `\`${row.tool}\``,
      ...COMPARED.map((name) => ratioCell(row.ratios[name])),
    ]),
  );
}

function placeOf({ entries, connections, era }: CallRow): string[] {
  const protocol = era === "modern" ? "2026-07-28" : "2025-11-25";
  return [number(entries), String(connections), protocol];
}

function figureCell(figures: Figures | undefined): string {
  if (!figures) return "–";
  const { callsPerSecond, p99Ms } = figures;
  return `${number(Math.round(callsPerSecond))} · ${p99Ms.toFixed(p99Ms < 10 ? 1 : 0)}`;
}

function ratioCell(ratio: Ratio | undefined): string {
  if (!ratio) return "–";
  const { median, lowest, highest } = ratio;
  return `${median.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
