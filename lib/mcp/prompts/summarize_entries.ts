import { definePrompt, says } from "../define/prompt.ts";
import {
  dayArgument,
  moodArgument,
  tagArgument,
  timeZoneArgument,
  topicArgument,
} from "./arguments.ts";
import { dayOf } from "./days.ts";
import { readAbout } from "./reading.ts";

export const summarizeEntries = definePrompt({
  name: "summarize_entries",
  title: "Summarize entries",
  description: "Summarizes the entries of some days, about a topic, of a tag or of a mood.",
  scopes: ["entries:read", "tags:read"],
  arguments: {
    from: dayArgument("The first day"),
    to: dayArgument("The last day; today unless given"),
    topic: topicArgument,
    tag: tagArgument,
    mood: moodArgument,
    timeZone: timeZoneArgument,
  },
  async run({ from, to, topic, tag, mood, timeZone }, context) {
    const dayOrNone = async (text?: string) =>
      text === undefined ? undefined : String(await dayOf(text, { ...context, timeZone }));
    const range = { from: await dayOrNone(from), to: await dayOrNone(to), timeZone };
    const { messages, remark } = await readAbout(context, topic, { ...range, tag, mood });
    return [
      ...messages,
      says(
        `These are entries of my journal${topic ? ` about "${topic}"` : ""}. ${remark}\n\n` +
          "Summarize them for me: the story in a few sentences, then what comes up again and again, " +
          "people and places that matter, and turning points with their dates. Say only what is in " +
          "the entries, and say where they leave a question open.",
      ),
    ];
  },
});
