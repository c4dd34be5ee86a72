import { type EntryTime, entryTimeIn } from "../../days/entry_day.ts";
import { FIELD_NAMES, type FieldName } from "../../entry_fields.ts";
import type { StoredPatch } from "../../entries/parse_patch.ts";
import type { NewBody } from "../../store/body.ts";
import type { LoadedEntry } from "../../store/load_entry.ts";
import { compact, type SourcePart, type StoredEntry } from "../../store/stored.ts";
import { quote } from "../../text.ts";
import { partDigest } from "../source_parts.ts";
import type { ImportedEntry } from "./import_model.ts";
import type { ParsedEntry } from "./parse_imported.ts";

/** What an entry that is here takes from a document. */
export interface Taken {
  fields: StoredPatch;
  /** Absent if the text here stays. */
  body?: NewBody;
  /** Whether tags are taken. */
  tags: boolean;
  /** What the person is told of what was not taken. */
  note?: string;
}

/**
 * Returns what an entry takes from a document. Silence is not "no": what the person has set here
 * stays unless the document speaks of it.
 */
export function takeChanges(parsed: ParsedEntry, here: LoadedEntry): Taken {
  return parsed.entry.isForeign ? fromOtherApp(parsed, here) : fromOurs(parsed, here);
}

/** Clearing a field is a change: in a document of the same time, an absent one was only left out. */
function fromOurs({ entry, fields, body }: ParsedEntry, { head }: LoadedEntry): Taken {
  const isLater = entry.updatedAt > head.updatedAt;
  const said = isLater ? fields : without(fields, (name) => fields[name] === null);
  return { fields: { ...said, ...timeIn(fields, head) }, body, tags: true };
}

/** What has changed there since the last import; a title that was set here stays. */
function fromOtherApp({ entry, fields, body }: ParsedEntry, { head }: LoadedEntry): Taken {
  const takes = (part: SourcePart) => hasChanged(part, { entry, head });
  const keepsTitle = takes("title") && isTitleOurs(head);
  const said = without(fields, (name) => !takes(name) || name === "title" && keepsTitle);
  // When it happened is one part, with its day; a moment that was moved here stays.
  const takesTime = takes("occurredAt") ||
    fields.occurredAt === head.occurredAt && TIME.some(takes);
  const taken = { ...without(said, isOfTime), ...takesTime && timeIn(fields, head) };
  const note = keepsTitle && fields.title !== head.title
    ? `Title ${quote(entry.values.title)} was not taken, because the title was changed here`
    : undefined;
  const tags = takes("tags");
  if (takes("content")) return { fields: taken, body, tags, note };
  return { fields: pick(taken, FIELD_NAMES), tags, note };
}

/** What tells when an entry happened. */
const TIME = ["occurredAt", "day", "utcOffset"] as const;

function isOfTime(name: FieldName): boolean {
  return name === "isZoneAssumed" || TIME.some((part) => part === name);
}

/**
 * When an entry happened by a document. The day that is known of it here stays where the document has
 * the same moment and does not say where that was, or has only assumed it: so it is in older
 * documents and in other apps.
 */
function timeIn(fields: StoredPatch, head: StoredEntry): StoredPatch {
  const isStated = fields.day != null && !fields.isZoneAssumed;
  const isKnown = head.day !== undefined && head.occurredAt === fields.occurredAt;
  return isKnown && !isStated
    ? entryTimeIn(head)
    : entryTimeIn(compact<EntryTime>(fields as EntryTime));
}

/** Whether a document says something of a part that the one before it did not. */
function hasChanged(
  part: SourcePart,
  { entry: { sourceParts = {}, values }, head }: { entry: ImportedEntry; head: StoredEntry },
): boolean {
  const said = sourceParts[part];
  const before = head.sourceParts?.[part];
  if (said === undefined || said === before) return false;
  // Apps write false where nobody has said anything.
  return before !== undefined || part === "content" || part === "tags" || values[part] !== false;
}

/** Whether a title is another one than the last import has given. */
function isTitleOurs({ title, version, sourceParts }: StoredEntry): boolean {
  return sourceParts?.title === undefined ? version > 1 : partDigest(title) !== sourceParts.title;
}

function without(fields: StoredPatch, isLeftOut: (name: FieldName) => boolean): StoredPatch {
  const rest = { ...fields };
  for (const name of FIELD_NAMES) if (isLeftOut(name)) delete rest[name];
  return rest;
}

function pick(fields: StoredPatch, names: readonly FieldName[]): StoredPatch {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => names.includes(name as FieldName)),
  );
}
