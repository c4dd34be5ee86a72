import type { RequestContext } from "../define/request_context.ts";
import { has, matching } from "../define/completer.ts";

/** Names of tags, the most used first. */
export async function completeTags({ journal }: RequestContext, text: string): Promise<string[]> {
  const tags = (await journal.listTags()).sort((a, b) => b.entryCount - a.entryCount);
  return matching(tags.map(({ name }) => name), text);
}

/** Ids of tags by a part of the name or of the id. */
export async function completeTagIds({ journal }: RequestContext, text: string): Promise<string[]> {
  return (await journal.listTags()).filter(({ id, name }) => has(name, text) || has(id, text))
    .map(({ id }) => id);
}
