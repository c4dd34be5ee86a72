import type { Entry, EntryDraft, EntryPatch, Journal } from "../../journal/mod.ts";
import { type FormValues, titleOf, valuesOf, type WriteForm } from "../form/form_values.ts";
import { parseTags } from "../form/tag_line.ts";
import { isSameTime, writtenTime } from "../form/when.ts";

/** Writes a new entry. The same form makes the same entry, however often it is sent. */
export async function createFrom(
  journal: Journal,
  { key, values }: WriteForm,
): Promise<Entry> {
  const { mood, location, weather, isFavorite, isPrivate } = values;
  const draft: EntryDraft = {
    ...{ title: titleOf(values), content: values.content, isFavorite, isPrivate },
    ...given({ mood, location, weather, occurredAt: writtenTime(values) }),
    ...{ tags: parseTags(values.tags), createMissingTags: true, attachments: values.files },
    idempotencyKey: key,
  };
  return await journal.createEntry(draft);
}

/**
 * Changes of an entry what the form has otherwise. Throws ConflictError if the entry is not as it was
 * when it was read. Returns `undefined` where nothing is different.
 */
export async function updateFrom(
  journal: Journal,
  { entry, values, timeZone }: { entry: Entry; values: FormValues; timeZone: string },
): Promise<Entry | undefined> {
  const patch = patchOf({ now: valuesOf(entry, { timeZone }), values });
  if (Object.keys(patch).length === 0) return undefined;
  const { id, version } = entry;
  return await journal.updateEntry(id, { ...patch, createMissingTags: true }, {
    ifVersion: version,
  });
}

/** What differs, so that what the form cannot show stays as it is: seconds, say. */
function patchOf({ now, values }: { now: FormValues; values: FormValues }): EntryPatch {
  const patch: EntryPatch = {};
  const title = titleOf(values);
  if (title !== now.title.trim()) patch.title = title;
  if (values.content !== now.content) patch.content = values.content;
  for (const name of ["mood", "location", "weather"] as const) {
    if (values[name].trim() !== now[name].trim()) patch[name] = values[name].trim() || null;
  }
  for (const name of ["isFavorite", "isPrivate"] as const) {
    if (values[name] !== now[name]) patch[name] = values[name];
  }
  const time = writtenTime(values);
  if (time !== undefined && !isSameTime(values, now)) patch.occurredAt = time;
  const [tags, before] = [parseTags(values.tags), parseTags(now.tags)];
  if (!areSame(tags, before)) patch.tags = tags;
  if (!areSame(values.files, now.files)) patch.attachments = values.files;
  return patch;
}

function given<Fields extends Record<string, string | undefined>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, text]) => text !== undefined && text.trim() !== ""),
  ) as Partial<Fields>;
}

/** Whether two lists say the same in the same order. */
export function areSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
