import { completeDates } from "../completions/dates.ts";
import { completeEntries } from "../completions/entries.ts";
import { completeMoods } from "../completions/moods.ts";
import { completeTags } from "../completions/tags.ts";
import { completeTimeZones } from "../completions/time_zones.ts";
import type { PromptArgument } from "../define/prompt.ts";

export const entryArgument: PromptArgument = {
  title: "Entry",
  description: "The entry: its id, or what completing a part of its title gives",
  complete: completeEntries,
};

export const tagArgument: PromptArgument = {
  title: "Tag",
  description: "Only entries with this tag",
  complete: completeTags,
};

export const topicArgument: PromptArgument = {
  title: "Topic",
  description: "What it is about: a question or some words",
  complete: completeTags,
};

export const moodArgument: PromptArgument = {
  title: "Mood",
  description: "Only entries of this mood",
  complete: completeMoods,
};

export const timeZoneArgument: PromptArgument = {
  title: "Time zone",
  description: "Where days begin and end, such as Europe/Berlin; yours unless given",
  complete: completeTimeZones,
};

/** A day such as 2026-11-23. */
export function dayArgument(description: string): PromptArgument {
  return { title: "Day", description, complete: completeDates };
}
