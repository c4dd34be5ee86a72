import { InsufficientScopeError } from "../../../auth/mod.ts";
import { isId, MissingTagsError } from "../../../journal/mod.ts";
import type { RequestContext } from "../../define/request_context.ts";

/**
 * Lets `write` make the tags that are missing, unless the client refuses that with `false`. Throws
 * InsufficientScopeError with the names of missing tags where the token may not make them.
 */
export async function makingMissingTags<T>(
  { createMissingTags = true }: { createMissingTags?: boolean },
  { scopes }: RequestContext,
  write: (options: { createMissingTags: boolean }) => Promise<T>,
): Promise<T> {
  const mayMake = scopes.has("tags:write");
  try {
    return await write({ createMissingTags: createMissingTags && mayMake });
  } catch (error) {
    if (!(error instanceof MissingTagsError) || !createMissingTags || mayMake) throw error;
    // Nobody may make a tag of an unknown id.
    if (error.names.some(isId)) throw error;
    throw new InsufficientScopeError(["entries:write", "tags:write"], error.message);
  }
}
