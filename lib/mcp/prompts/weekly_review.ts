import { statsAnswer } from "../answers/insight.ts";
import { definePrompt, says } from "../define/prompt.ts";
import { dayArgument, timeZoneArgument } from "./arguments.ts";
import { dayOf, daysBetween } from "./days.ts";
import { readEntries, SAID_BYTES } from "./reading.ts";

export const weeklyReview = definePrompt({
  name: "weekly_review",
  title: "Weekly review",
  description: "Looks back on a week of your journal: what happened, how you felt, what to keep.",
  scopes: ["entries:read"],
  arguments: {
    date: dayArgument("Any day of the week, Monday to Sunday; the last seven days unless given"),
    timeZone: timeZoneArgument,
  },
  async run({ date, timeZone }, context) {
    const day = dayOf(date, timeZone);
    const before = date === undefined ? 6 : day.dayOfWeek - 1;
    const start = day.subtract({ days: before });
    const { first, last, from, to } = daysBetween(start, start.add({ days: 6 }), timeZone);
    const [{ messages, remark }, stats] = await Promise.all([
      readEntries(context, { from, to }),
      context.journal.stats({ from: first.toString(), to: last.toString(), timeZone }),
    ]);
    return [
      ...messages,
      says(statsAnswer(stats, SAID_BYTES).text),
      says(
        `Above are my journal's entries from ${first} to ${last}, and figures of them. ${remark}\n\n` +
          "Review this week with me: what happened, how my mood went, what gave me strength and " +
          "what took it, what is still open. Be warm and concrete, quote me where my own words say " +
          "it best, and name the day. End with one question about the week ahead. If I answer, " +
          "offer to keep the review as an entry with create_entry.",
      ),
    ];
  },
});
