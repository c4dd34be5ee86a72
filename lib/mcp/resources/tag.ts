import { completeTagIds } from "../completions/tags.ts";
import { asJson, JSON_TYPE, type Resource } from "../define/resource.ts";
import { getTag } from "../tools/tags/get_tag.ts";
import { TAG_TEMPLATE, tagUri } from "../uris.ts";

const TAGS_PER_PAGE = 100;

export const tag: Resource = {
  name: "tag",
  title: "Tag",
  description: "One tag with the number of its entries.",
  mimeType: JSON_TYPE,
  changesWith: "tags",
  uri: TAG_TEMPLATE,
  scopes: ["tags:read"],
  completeId: completeTagIds,
  read: async ({ journal }, id) => asJson(getTag.output, { tag: await journal.getTag(id) }),
  async list({ journal }, after = "") {
    // By id: a cursor stays right when names change.
    const all = (await journal.listTags()).filter(({ id }) => id > after)
      .sort((a, b) => a.id < b.id ? -1 : 1);
    const page = all.slice(0, TAGS_PER_PAGE);
    const resources = page.map(({ id, name, description }) => ({
      uri: tagUri(id),
      name,
      ...description !== undefined && { description },
      mimeType: JSON_TYPE,
    }));
    return { resources, ...all.length > page.length && { nextCursor: page.at(-1)!.id } };
  },
};
