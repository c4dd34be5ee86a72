import { readDataset } from "./data.ts";
import { ask, figuresOf, type Outcome } from "./figures.ts";
import { openFts5 } from "./fts5.ts";
import { openOurs } from "./ours.ts";

/*
 * `deno task bench recall [--missed]` asks the questions of the folder data, of this server's search
 * and of SQLite's FTS5, and prints how many answers are among the first. With --missed it prints the
 * questions whose answer is not among the first ten. Fails if we find fewer than FTS5.
 */

const { journals } = await readDataset();
const all: Record<"ours" | "fts5", Outcome[]> = { ours: [], fts5: [] };
let entries = 0;
for (const journal of journals) {
  entries += journal.entries.length;
  for (const [name, open] of [["ours", openOurs], ["fts5", openFts5]] as const) {
    await using contender = await open(journal);
    all[name].push(...await ask(contender, journal.questions));
  }
}

const groups = new Map<string, (outcome: Outcome) => boolean>([["all questions", () => true]]);
for (const { question: { language, kind } } of all.ours) {
  groups.set(`language ${language}`, ({ question }) => question.language === language);
  groups.set(`kind ${kind}`, ({ question }) => question.kind === kind);
}
console.log(
  `${all.ours.length} questions about ${entries} entries of ${journals.length} journals\n`,
);
console.log(line(["", "questions", "", "@1", "@5", "@10", "MRR"]));
for (const [group, isIn] of groups) {
  for (const [name, outcomes] of Object.entries(all)) {
    const some = outcomes.filter(isIn);
    const { at1, at5, at10, mrr } = figuresOf(some);
    const figures = [at1, at5, at10, mrr].map((figure) => figure.toFixed(3));
    console.log(line([name === "ours" ? group : "", `${some.length}`, name, ...figures]));
  }
}
if (Deno.args.includes("--missed")) {
  for (const { question, place } of all.ours) {
    if (place > 10) console.log(`\n${question.kind}: ${question.question} (${question.answers})`);
  }
}
if (figuresOf(all.ours).at10 < figuresOf(all.fts5).at10) Deno.exitCode = 1;

function line([group, count, name, ...figures]: string[]): string {
  return [group.padEnd(30), count.padStart(9), name.padEnd(6), ...figures.map((f) => f.padStart(6))]
    .join("  ");
}
