import { asJson, JSON_TYPE, type Resource } from "../define/resource.ts";
import { listTags } from "../tools/tags/list_tags.ts";
import { TAGS_URI } from "../uris.ts";

export const tags: Resource = {
  name: "tags",
  title: "Tags",
  description: "All tags by name, with the number of entries of each.",
  mimeType: JSON_TYPE,
  changesWith: "tags",
  uri: TAGS_URI,
  scopes: ["tags:read"],
  read: async ({ journal }) => asJson(listTags.output, { tags: await journal.listTags() }),
};
