import type { QuestionData } from "./data.ts";

/** A search that is tried. */
export interface Contender extends AsyncDisposable {
  /** The ids of the best entries, the best first. */
  find(question: string, count: number): Promise<string[]>;
}

/** At which place the first right answer was, from 1; Infinity if it was not found. */
export interface Outcome {
  question: QuestionData;
  place: number;
}

const COUNT = 10;

/** Asks all questions. */
export async function ask(
  contender: Contender,
  questions: readonly QuestionData[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const found = await contender.find(question.question, COUNT);
    const place = 1 + found.findIndex((id) => question.answers.includes(id));
    outcomes.push({ question, place: place === 0 ? Infinity : place });
  }
  return outcomes;
}

/** The share of questions with a right answer among the first 1, 5 and 10, and the mean reciprocal rank. */
export interface Figures {
  at1: number;
  at5: number;
  at10: number;
  mrr: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const mean = (value: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / Math.max(1, outcomes.length);
  return {
    at1: mean(({ place }) => place <= 1 ? 1 : 0),
    at5: mean(({ place }) => place <= 5 ? 1 : 0),
    at10: mean(({ place }) => place <= 10 ? 1 : 0),
    mrr: mean(({ place }) => 1 / place),
  };
}
