/** A target, and what was measured. */
export interface Verdict {
  /** The letter of the target. */
  target: string;
  what: string;
  /** What was measured, in the unit. */
  figure: number;
  /** What it should stay below. */
  limit: number;
  unit: "ms" | "s" | "times";
  /** What else there is to know. */
  notes: string;
}

/** A line for people. */
export function lineOf({ target, what, figure, limit, unit, notes }: Verdict): string {
  const met = figure < limit ? "met   " : "MISSED";
  const amount = `${figure.toFixed(2)} ${unit}`.padStart(11);
  return `${target}  ${met}  ${what.padEnd(42)} ${amount}  (below ${limit})  ${notes}`;
}

/** Milliseconds for people. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
