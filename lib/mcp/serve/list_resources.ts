import type { Resource as ListedResource } from "@modelcontextprotocol/server";
import { InvalidCursorError } from "../../journal/mod.ts";
import { isTemplate, type Resource, type ResourcePage } from "../define/resource.ts";
import { RESOURCES } from "../resources/mod.ts";
import { hasScopes, type RequestContext } from "../define/request_context.ts";

/** A page that is shorter than this goes on with the next template. */
const SHORT_PAGE = 50;

/**
 * Returns a page of what the viewer may read: first what is always there, then what each template
 * names. The cursor says which template, and where in it. Throws InvalidCursorError for another cursor.
 */
export async function listResources(
  context: RequestContext,
  cursor?: string,
): Promise<ResourcePage> {
  const readable = RESOURCES.filter((resource) => hasScopes(context, resource.scopes));
  const lists = readable.filter(({ list }) => list !== undefined);
  let [n, position] = cursor === undefined ? [0] : parseCursor(cursor, lists);
  const resources = cursor === undefined
    ? readable.filter((resource) => !isTemplate(resource)).map(listed)
    : [];
  for (; n < lists.length && resources.length < SHORT_PAGE; n++, position = undefined) {
    const page = await lists[n].list!(context, position);
    resources.push(...page.resources);
    if (page.nextCursor !== undefined) {
      return { resources, nextCursor: formatCursor(lists[n], page.nextCursor) };
    }
  }
  return n < lists.length ? { resources, nextCursor: formatCursor(lists[n]) } : { resources };
}

/** Returns the templates whose resources the viewer may read. */
export function listTemplates(context: RequestContext) {
  return RESOURCES.filter((resource) => isTemplate(resource) && hasScopes(context, resource.scopes))
    .map(({ uri: uriTemplate, name, title, description, mimeType }) => ({
      ...{ uriTemplate, name, title, description, mimeType },
    }));
}

function listed({ uri, name, title, description, mimeType, _meta }: Resource): ListedResource {
  return { uri, name, title, description, mimeType, ..._meta && { _meta } };
}

function formatCursor({ name }: Resource, position = ""): string {
  return `${name}:${position}`;
}

/** Which of the lists, and where in it. */
function parseCursor(cursor: string, lists: readonly Resource[]): [number, string | undefined] {
  const at = cursor.indexOf(":");
  const n = lists.findIndex(({ name }) => at > 0 && name === cursor.slice(0, at));
  if (n >= 0) return [n, cursor.slice(at + 1) || undefined];
  throw new InvalidCursorError(cursor, "a list of resources");
}
