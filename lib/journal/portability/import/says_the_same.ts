import type { HeadFields } from "../../entries/entry_fields.ts";
import type { LoadedEntry } from "../../store/load_entry.ts";

const SAID = [
  ...["title", "mood", "location", "weather", "isFavorite", "isPrivate", "occurredAt"] as const,
];

/** Whether an entry says already what a document has of it, tags and trash apart. */
export function saysTheSame(
  here: LoadedEntry,
  { fields, content }: { fields: HeadFields; content: string },
): boolean {
  return content === here.content &&
    SAID.every((name) => (fields[name] ?? null) === (here.head[name] ?? null));
}
