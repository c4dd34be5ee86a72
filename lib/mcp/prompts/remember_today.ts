import { definePrompt, says } from "../define/prompt.ts";
import { dayArgument, timeZoneArgument } from "./arguments.ts";
import { dayOf } from "./days.ts";
import { onThisDayThatFits } from "../tools/journal/on_this_day.ts";
import { readEntries, SAID_BYTES } from "./reading.ts";

export const rememberToday = definePrompt({
  name: "remember_today",
  title: "Remember today",
  description: "Helps you to write about today, with what you wrote on this day in other years.",
  scopes: ["entries:read", "entries:write"],
  arguments: {
    date: dayArgument("The day to remember; today unless given"),
    timeZone: timeZoneArgument,
  },
  async run({ date, timeZone }, context) {
    const day = await dayOf(date, { ...context, timeZone });
    const [{ messages }, onThisDay] = await Promise.all([
      readEntries(context, { from: String(day), to: String(day), timeZone }),
      context.journal.onThisDay({ date: day.toString(), timeZone }),
    ]);
    const years = onThisDay.years.filter(({ year }) => year !== day.year);
    // The text is a half of the answer.
    const past = await onThisDayThatFits({ ...onThisDay, years }, { bytes: 2 * SAID_BYTES });
    return [
      ...messages,
      says(past.text),
      says(
        `Above is what my journal has of ${day} so far${
          messages.length > 0 ? "" : ", which is nothing"
        }, and of this day in other years.\n\n` +
          `Help me to remember ${day}. Ask me short questions, one at a time: what happened, who was ` +
          "there, how it felt, what I want to keep. If an earlier year has something to do with it, " +
          "bring it up. After a few answers write an entry in my own words, show it to me, and when " +
          "I agree keep it with create_entry: with a title, a mood and the tags that fit.",
      ),
    ];
  },
});
