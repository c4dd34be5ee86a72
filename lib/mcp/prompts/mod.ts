import type { Prompt } from "../define/prompt.ts";
import { reflect } from "./reflect.ts";
import { rememberToday } from "./remember_today.ts";
import { suggestTags } from "./suggest_tags.ts";
import { summarizeEntries } from "./summarize_entries.ts";
import { weeklyReview } from "./weekly_review.ts";

/** Every prompt, in the order in which they are listed. A new prompt is a file and a line here. */
export const PROMPTS: readonly Prompt[] = [
  suggestTags,
  weeklyReview,
  rememberToday,
  summarizeEntries,
  reflect,
];

/** Returns the prompt called `name`, if there is one. */
export function findPrompt(name: string): Prompt | undefined {
  return PROMPTS.find((prompt) => prompt.name === name);
}
