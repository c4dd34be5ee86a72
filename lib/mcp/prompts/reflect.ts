import { definePrompt, says } from "../define/prompt.ts";
import { moodArgument, topicArgument } from "./arguments.ts";
import { readAbout } from "./reading.ts";

export const reflect = definePrompt({
  name: "reflect",
  title: "Reflect",
  description: "Reflects with you on a topic, or on the times when you felt a certain way.",
  scopes: ["entries:read", "tags:read"],
  arguments: {
    topic: topicArgument,
    mood: moodArgument,
  },
  async run({ topic, mood }, context) {
    const { messages, remark } = await readAbout(context, topic, { mood });
    const about = [topic && ` about "${topic}"`, mood && ` of the mood "${mood}"`].filter(Boolean);
    return [
      ...messages,
      says(
        `These are entries of my journal${about.join(" and")}. ${remark}\n\n` +
          "Reflect on them with me. Tell me what you notice that I might not: patterns, changes over " +
          "time, contradictions, what seems to help. Keep to what I wrote, give dates, do not " +
          "diagnose. Then ask me one open question, and listen.",
      ),
    ];
  },
});
