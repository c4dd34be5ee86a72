import { pageOfTags } from "../../journal/mod.ts";
import { bytesOf, thatFit } from "../answers/budget.ts";
import { entryIdIn } from "../completions/entries.ts";
import { definePrompt, says, shows } from "../define/prompt.ts";
import { asJson } from "../define/resource.ts";
import { listTags } from "../tools/tags/list_tags.ts";
import { TAGS_URI } from "../uris.ts";
import { entryArgument } from "./arguments.ts";
import { BEGINNING, PROMPT_BYTES, readEntry, SAID_BYTES } from "./reading.ts";

export const suggestTags = definePrompt({
  name: "suggest_tags",
  title: "Suggest tags",
  description: "Suggests tags for an entry, those that you already use first.",
  scopes: ["entries:read", "tags:read"],
  arguments: { entryId: { ...entryArgument, required: true } },
  async run({ entryId = "" }, context) {
    const id = entryIdIn(entryId);
    const { message, isWhole } = await readEntry(context, id);
    const tags = await context.journal.listTags();
    // JSON within JSON, and times as text: less than twice as long.
    const some = thatFit(tags, (PROMPT_BYTES - SAID_BYTES / 2 - bytesOf(message)) / 2);
    const page = pageOfTags(tags, { limit: some.length });
    const isAll = some.length === tags.length;
    return [
      message,
      shows({ uri: TAGS_URI, ...asJson(listTags.output, { ...page }) }),
      says(
        `Above are an entry of my journal and ${isAll ? "all" : "some of"} my tags. ` +
          `${isWhole ? "" : `${BEGINNING} `}${isAll ? "" : "list_tags has the others. "}` +
          "Suggest up to five tags for the entry " +
          "that it does not have yet: mine wherever one fits, a new one only if none does, and say " +
          "in a few words why. Ask me which of them I want, and only then put those on the entry " +
          `with add_tag_to_entry (id ${id}), after create_tag for new ones.`,
      ),
    ];
  },
});
