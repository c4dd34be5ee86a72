import { type Expectation, EXPECTATIONS, FIXTURES_ONLY, type Outcome } from "./expectations.ts";
import type { Revision } from "./suite.ts";

type Row = [scenario: string, expectation: Expectation];

/** Renders how many of the required scenarios pass where, in Markdown. */
export function summary(): string {
  const rows = Object.entries(EXPECTATIONS).map(([revision, expectations]) => {
    const required = Object.values(expectations).filter(({ required }) => required);
    const askable = required
      .filter(({ fixtures, journal }) => fixtures.passes && !needsFixtures(journal));
    return [
      revision,
      share(required.map(({ fixtures }) => fixtures)),
      share(askable.map(({ journal }) => journal)),
    ];
  });
  return table(["Revision", "With fixtures", "The journal, where none are needed"], rows);
}

function share(outcomes: Outcome[]): string {
  return `${outcomes.filter(({ passes }) => passes).length} of ${outcomes.length}`;
}

function needsFixtures(outcome: Outcome): boolean {
  return outcome === FIXTURES_ONLY || outcome.proves !== undefined;
}

/** Renders what becomes of the scenarios of a revision, and why, in Markdown. */
export function section(revision: Revision, { required }: { required: boolean }): string {
  const rows = Object.entries(EXPECTATIONS[revision])
    .filter(([, expectation]) => expectation.required === required);
  const cells = rows.map(([scenario, { fixtures, journal }]) => [
    `\`${scenario}\``,
    fixtures.passes ? "passes" : "cannot",
    wordFor(journal, { canPass: fixtures.passes }),
  ]);
  return [table(["Scenario", "With fixtures", "The journal"], cells), "", ...notes(rows)].join(
    "\n",
  );
}

function wordFor(outcome: Outcome, { canPass }: { canPass: boolean }): string {
  if (!canPass) return "cannot";
  if (outcome.proves === "part") return "partly";
  if (needsFixtures(outcome)) return "needs fixtures";
  return outcome.passes ? "passes" : "no";
}

/** A line for each reason, with all scenarios that it is the reason of. */
function notes(rows: Row[]): string[] {
  const noted = rows.filter(([, { journal }]) => journal.note && journal !== FIXTURES_ONLY);
  const byNote = Map.groupBy(noted, ([, { journal }]) => journal.note);
  return [...byNote].map(([note, rows]) =>
    `- ${rows.map(([scenario]) => `\`${scenario}\``).join(", ")}: ${note}`
  );
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
