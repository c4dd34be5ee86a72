import type { Cell } from "./matrix.ts";

/** Returns the matrix as text, a line for each credential; a wrong cell says what was wanted. */
export function table(cells: Cell[]): string {
  const columns = [...new Set(cells.map(({ request }) => request))];
  const rows = Map.groupBy(cells, ({ server, credential }) => `${server}\0${credential}`);
  const lines = [
    ["server", "credential", ...columns],
    ...[...rows].map(([key, row]) => [...key.split("\0"), ...row.map(text)]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()
  ).join("\n");
}

function text({ actual, wanted }: Cell): string {
  return actual === wanted ? actual : `${actual} (WRONG, expected ${wanted})`;
}
