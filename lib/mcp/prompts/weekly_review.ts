import { statsAnswer } from "../answers/insight.ts";
import { definePrompt, says } from "../define/prompt.ts";
import { dayArgument, timeZoneArgument } from "./arguments.ts";
import { dayOf } from "./days.ts";
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
    const day = await dayOf(date, { ...context, timeZone });
    const before = date === undefined ? 6 : day.dayOfWeek - 1;
    const first = day.subtract({ days: before });
    const last = first.add({ days: 6 });
    const range = { from: String(first), to: String(last), timeZone };
    const [{ messages, remark }, stats] = await Promise.all([
      readEntries(context, range),
      context.journal.stats(range),
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
