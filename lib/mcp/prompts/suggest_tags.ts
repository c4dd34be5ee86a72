import { entryIdIn } from "../completions/entries.ts";
import { definePrompt, says, shows } from "../define/prompt.ts";
import { tags } from "../resources/tags.ts";
import { TAGS_URI } from "../uris.ts";
import { entryArgument } from "./arguments.ts";
import { readEntry } from "./reading.ts";

export const suggestTags = definePrompt({
  name: "suggest_tags",
  title: "Suggest tags",
  description: "Suggests tags for an entry, those that you already use first.",
  scopes: ["entries:read", "tags:read"],
  arguments: { entryId: { ...entryArgument, required: true } },
  async run({ entryId = "" }, context) {
    const id = entryIdIn(entryId);
    return [
      await readEntry(context, id),
      shows({ uri: TAGS_URI, ...await tags.read(context, "") }),
      says(
        "Above are an entry of my journal and all my tags. Suggest up to five tags for the entry " +
          "that it does not have yet: mine wherever one fits, a new one only if none does, and say " +
          "in a few words why. Ask me which of them I want, and only then put those on the entry " +
          `with add_tag_to_entry (id ${id}), after create_tag for new ones.`,
      ),
    ];
  },
});
