import type { EntryDraft, EntryPatch, Journal } from "../../../lib/journal/mod.ts";
import type { Random } from "../fuzz/requests/random.ts";
import type { KnownEntry, Person } from "./model.ts";
import { OFFSETS, ZONES } from "./zones.ts";
import { CLIENT_KEYS, contentFrom, MOODS, TAG_NAMES, textOf, titleFrom } from "./texts.ts";
import type { WriteName } from "./write.ts";

/** One write, as data: the journal and the model are asked the same. */
export type Operation = {
  [Name in WriteName]: { name: Name; args: Parameters<Journal[Name]> };
}[WriteName];

export interface OperationContext {
  random: Random;
  person: Person;
  /** Whose ids must lead nowhere. */
  others: readonly Person[];
  now: number;
}

const DAY = 86_400_000;
const NO_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** A random write on a person's journal: most of them make sense, some cannot. */
export function randomOperation(context: OperationContext): Operation {
  const { random } = context;
  const id = anyEntryId(context, ({ trashedAt }) => trashedAt === undefined);
  const tag = anyTagReference(context);
  const kind = random.below(100);
  if (kind < 24) return { name: "createEntry", args: [draftFrom(context)] };
  if (kind < 42) {
    return { name: "updateEntry", args: [id, patchFrom(context, id), ifVersion(context, id)] };
  }
  if (kind < 52) return { name: "trashEntry", args: [id] };
  if (kind < 60) {
    const trashed = anyEntryId(context, ({ trashedAt }) => trashedAt !== undefined);
    return { name: "restoreEntry", args: [trashed] };
  }
  if (kind < 64) return { name: "purgeEntry", args: [id, ifVersion(context, id)] };
  if (kind < 74) {
    const rewritten = anyEntryId(
      context,
      ({ trashedAt, past }) => trashedAt === undefined && past.length > 0,
    );
    return {
      name: "restoreRevision",
      args: [rewritten, anyRevisionId(context, rewritten)],
    };
  }
  if (kind < 81) return { name: "addTagToEntry", args: [id, tag] };
  if (kind < 86) return { name: "removeTagFromEntry", args: [id, tag] };
  if (kind < 91) {
    return { name: "createTag", args: [{ name: tagName(random), ...described(random) }] };
  }
  if (kind < 96) {
    const patch = {
      ...random.chance(0.7) && { name: tagName(random) },
      ...random.chance(0.3) ? { description: null } : described(random),
    };
    return { name: "updateTag", args: [anyTagId(context), patch] };
  }
  return { name: "deleteTag", args: [anyTagId(context)] };
}

function draftFrom(context: OperationContext): EntryDraft {
  const { random } = context;
  return {
    ...{ title: titleFrom(random), content: contentFrom(random) },
    ...labelsFrom(random),
    ...random.chance(0.3) && { isPrivate: true },
    ...random.chance(0.6) && { occurredAt: timeFrom(context) },
    ...random.chance(0.2) && { timeZone: random.pick(ZONES) },
    ...random.chance(0.5) && tagsFrom(context),
    ...random.chance(0.4) && { idempotencyKey: random.pick(CLIENT_KEYS) },
    ...random.chance(0.06) && wrongFields(random),
    ...random.chance(0.02) && { idempotencyKey: random.pick(["", "k".repeat(201)]) },
  };
}

/** A random change of an entry, seldom one that is not within its limits. */
export function patchFrom(context: OperationContext, id: string): EntryPatch {
  const { random, person } = context;
  const content = person.entries.get(id)?.content ?? "";
  return {
    ...random.chance(0.4) && { title: titleFrom(random) },
    ...random.pick([
      ...[{}, {}, { content: contentFrom(random) }, { append: contentFrom(random) }],
      { replace: replacementsFrom(random, content) },
      { replace: replacementsFrom(random, content), append: contentFrom(random) },
    ]),
    ...random.chance(0.4) && labelsFrom(random),
    ...random.chance(0.2) && { mood: null, weather: null },
    ...random.chance(0.6) && { isPrivate: random.chance(0.5) },
    ...random.chance(0.2) && { occurredAt: timeFrom(context) },
    ...random.chance(0.1) && { timeZone: random.pick(ZONES) },
    ...random.chance(0.2) && tagsFrom(context),
    ...random.chance(0.06) && wrongFields(random),
    ...random.chance(0.02) && random.pick([
      { append: " \n" },
      { content: "all", append: "and more" },
      { replace: [{ find: "", with: "x" }] },
    ]),
  };
}

/** Passages that are there, mostly once; now and then one that is not. */
function replacementsFrom(random: Random, content: string) {
  const characters = [...content];
  const count = random.chance(0.7) ? 1 : random.below(3);
  return Array.from({ length: count }, () => {
    const start = random.below(Math.max(1, characters.length - 10));
    const find = characters.slice(start, start + 6 + random.below(20)).join("");
    const isThere = find !== "" && random.chance(0.95);
    return { find: isThere ? find : textOf(random, 2), with: textOf(random, 1) };
  });
}

function labelsFrom(random: Random) {
  return {
    ...random.chance(0.6) && { mood: random.pick(MOODS) },
    ...random.chance(0.2) && { location: textOf(random, 2).trim() },
    ...random.chance(0.2) && { weather: textOf(random, 1).trim() },
    ...random.chance(0.3) && { isFavorite: random.chance(0.7) },
  };
}

/** One field that is not within its limit. */
function wrongFields(random: Random): EntryPatch & Partial<EntryDraft> {
  return random.pick([
    { title: "" },
    { title: "t".repeat(201) },
    { content: " \n" },
    { content: "é".repeat(131_073) },
    { mood: " " },
    { location: "l".repeat(201) },
    { occurredAt: 1.5 },
    { tags: [" "] },
    { tags: Array.from({ length: 101 }, (_, n) => `tag ${n}`), createMissingTags: true },
    { tags: ["n".repeat(101)], createMissingTags: true },
  ]);
}

function tagsFrom(context: OperationContext) {
  const { random } = context;
  const tags = Array.from({ length: random.below(4) }, () => anyTagReference(context));
  return { tags, createMissingTags: random.chance(0.85) };
}

function ifVersion({ random, person }: OperationContext, id: string) {
  if (random.chance(0.6)) return {};
  const version = person.entries.get(id)?.version ?? 1;
  return { ifVersion: random.chance(0.75) ? version : version + random.pick([-1, 1]) };
}

/** A moment, or one of the texts that people and programs write it with. */
function timeFrom(context: OperationContext): number | string {
  const { random, person } = context;
  // What a client has read, it repeats.
  const known = [...person.entries.values()].slice(-3).map(({ occurredAt }) => occurredAt);
  const at = known.length > 0 && random.chance(0.1) ? random.pick(known) : momentFrom(context);
  const kind = random.below(10);
  const text = new Date(at).toISOString();
  if (kind < 3) return at;
  if (kind < 5) return text;
  if (kind < 7) return text.slice(0, "2026-11-23T09:30".length) + random.pick(OFFSETS);
  return text.slice(0, kind < 8 ? "2026-11-23T09:30".length : "2026-11-23".length);
}

/** Around now, on the same day of another year, at an edge of summer time, or far away. */
function momentFrom({ random, now }: OperationContext): number {
  const kind = random.below(5);
  if (kind < 2) return now - random.below(30 * DAY);
  if (kind === 2) return now - random.below(4) * 365 * DAY - random.below(3) * DAY;
  if (kind === 3) {
    return Date.UTC(2026, random.pick([2, 9]), 24 + random.below(8), random.below(24));
  }
  return Date.UTC(
    random.pick([1969, 1970, 2024, 2028]),
    random.pick([1, 1, 11]),
    28 + random.below(2),
  );
}

/** Mostly of an entry that fits; some ids lead nowhere. */
function anyEntryId(
  { random, person, others }: OperationContext,
  fits: (entry: KnownEntry) => boolean,
): string {
  const kind = random.next();
  const entries = [...person.entries.values()].filter((entry) => kind > 0.85 || fits(entry));
  // The newest ones more often: so some of them get a history.
  if (entries.length > 0 && kind < 0.5) return random.pick(entries.slice(-6)).id;
  if (entries.length > 0 && kind < 0.96) return random.pick(entries).id;
  const foreign = others.flatMap(({ entries }) => [...entries.keys()]);
  return random.pick(["no id", NO_ID, ...foreign.slice(-3), ...person.ids]);
}

function anyRevisionId({ random, person }: OperationContext, id: string): string {
  const past = person.entries.get(id)?.past ?? [];
  if (past.length > 0 && random.chance(0.95)) return random.pick(past).id ?? "";
  return random.pick(["no id", NO_ID, id]);
}

function anyTagId({ random, person, others }: OperationContext): string {
  if (person.tags.size > 0 && random.chance(0.9)) return random.pick([...person.tags.keys()]);
  const foreign = others.flatMap(({ tags }) => [...tags.keys()]);
  return random.pick(["no id", NO_ID, ...foreign]);
}

/** By name in any case, or by id; some tags do not exist. */
export function anyTagReference({ random, person }: OperationContext): string {
  if (person.tags.size > 0 && random.chance(0.3)) return random.pick([...person.tags.keys()]);
  return random.pick(TAG_NAMES);
}

function tagName(random: Random): string {
  if (random.chance(0.03)) return random.pick([" ", "n".repeat(101)]);
  return random.pick(TAG_NAMES);
}

function described(random: Random) {
  if (random.chance(0.03)) return { description: "d".repeat(1_001) };
  return random.chance(0.5) && { description: textOf(random, 3) };
}
