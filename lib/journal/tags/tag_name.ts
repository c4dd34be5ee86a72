import type { Keys } from "../store/keys.ts";
import type { StoredTag } from "../store/stored.ts";
import { fold, foldName } from "../text.ts";

/** What is stored of the name of a tag. */
export function storedName(name: string): Pick<StoredTag, "name" | "foldedName"> {
  const folded = foldName(name);
  return { name, foldedName: folded === fold(name) ? undefined : folded };
}

/** The key of the row that leads to a tag by its name. */
export function nameKey(keys: Keys, { name, foldedName = name }: StoredTag): Deno.KvKey {
  return keys.tagName(foldedName);
}

/** The keys at which a tag of this name can be; the last one is where it is made. */
export function nameKeys(keys: Keys, name: string): Deno.KvKey[] {
  const folded = foldName(name);
  // Tags were once compared with all that their names have.
  return folded === fold(name) ? [keys.tagName(name)] : [name, folded].map(keys.tagName);
}
