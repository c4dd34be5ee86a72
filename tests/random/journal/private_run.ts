import assert from "node:assert/strict";
import { type Journal, JournalError } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { checkInvariants } from "../../support/journal/invariants.ts";
import {
  clockAt,
  draft,
  journalIn,
  listAll,
  NOON,
  randomFrom,
  storeFor,
} from "../../unit/journal/helpers.ts";
import { importInto } from "../../unit/journal/portability/helpers.ts";

const NAMES = ["us", "them", "work", "home", "us (private)"];

/** One journal, as two viewers have it, with the entries that both worlds have by their number. */
interface World {
  store: Store;
  whole: Journal;
  open: Journal;
  ids: string[];
  documents: string[];
  numbers: Map<string, number>;
}

/** What a viewer does; the same in both worlds. */
type Step = (world: World) => Promise<unknown>;

/**
 * Lets somebody write in private in one of two worlds that are the same otherwise. Throws at the first
 * step at which others are answered anything else than in the other one.
 */
export async function runPrivate({ seed, steps }: { seed: number; steps: number }): Promise<void> {
  using busy = await storeFor();
  using quiet = await storeFor();
  const clock = clockAt();
  const random = randomFrom(seed);
  const worlds = [busy, quiet].map((store): World => ({
    ...{ store, ids: [], documents: [], numbers: new Map() },
    whole: journalIn(store, { now: clock.now, client: "whole" }),
    open: journalIn(store, { now: clock.now, client: "open", includePrivate: false }),
  }));
  const secrets: string[] = [];
  for (let n = 0; n < steps; n++) {
    // Ids of one moment have no order that both worlds share.
    clock.advance(1_000);
    for (let k = 0; k < 2; k++) await writeInPrivate(worlds[0], { random, secrets });
    const step = randomStep(random, worlds[0].ids.length);
    const [told, expected] = [await answerOf(worlds[0], step), await answerOf(worlds[1], step)];
    assert.equal(told, expected, `Step ${n} of ${seed}: ${step}`);
  }
  assert(secrets.length > steps / 6);
  for (const { store } of worlds) await checkInvariants(store, "ada");
}

/** Something with entries that one of the worlds does not have. */
async function writeInPrivate(
  { whole }: World,
  { random, secrets }: { random: () => number; secrets: string[] },
): Promise<void> {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const tags = NAMES.filter(() => random() < 0.4);
  const kind = Math.floor(random() * 8);
  const [id, made] = [
    pick(secrets) ?? "",
    draft({ isPrivate: true, tags, createMissingTags: true }),
  ];
  try {
    if (kind < 3) secrets.push((await whole.createEntry(made)).id);
    else if (kind === 3) await whole.updateEntry(id, { tags, createMissingTags: true });
    else if (kind === 4) await whole.trashEntry(id);
    else if (kind === 5) await whole.restoreEntry(id);
    else if (kind === 6) await whole.purgeEntry(id);
    else await whole.removeTagFromEntry(id, pick(NAMES));
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

/** Something that others see, done by one of them or by who sees everything. */
function randomStep(random: () => number, count: number): Step {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const some = (names: readonly string[]) => names.filter(() => random() < 0.3);
  const spelled = [...NAMES, ...NAMES.map((name) => name.toUpperCase())];
  const [kind, at, name] = [Math.floor(random() * 20), Math.floor(random() * count), pick(spelled)];
  const isPrivate = random() < 0.25;
  const other = pick(spelled);
  const tags = some(spelled);
  const same = some(NAMES);
  const make = (journal: "open" | "whole", tags: string[]): Step => async (world) => {
    const fields = draft({ tags, createMissingTags: true, isPrivate });
    const entry = await world[journal].createEntry(fields);
    world.ids.push(entry.id);
    // What somebody is answered who sees everything may depend on everything.
    if (journal === "whole") return isPrivate ? undefined : await world.open.getEntry(entry.id);
    return isPrivate ? entry.newTags?.map(({ name }) => name) : entry;
  };
  const tagId = async ({ open }: World) =>
    (await open.listTags()).find((tag) => tag.name.toLowerCase() === name.toLowerCase())?.id ?? "";
  const steps: Step[] = [
    ({ open }) => open.createTag({ name }),
    ({ open }) => open.createTag({ name, description: "New" }),
    async (world) => world.open.updateTag(await tagId(world), { name: other }),
    async (world) => world.open.updateTag(await tagId(world), { description: "Other" }),
    async (world) => world.open.deleteTag(await tagId(world)),
    async (world) => world.whole.deleteTag(await tagId(world)).then(() => {}),
    make("open", tags),
    make("open", tags),
    make("whole", same),
    ({ open, ids }) => open.updateEntry(ids[at] ?? "", { tags, createMissingTags: true }),
    ({ open, ids }) =>
      open.updateEntry(ids[at] ?? "", { content: `At ${at}`, isPrivate }).then(() => {}),
    ({ open, ids }) => open.addTagToEntry(ids[at] ?? "", name),
    ({ open, ids }) => open.removeTagFromEntry(ids[at] ?? "", name),
    ({ open, ids }) => open.trashEntry(ids[at] ?? ""),
    ({ open, ids }) => open.restoreEntry(ids[at] ?? ""),
    ({ whole, ids }) => whole.updateEntry(ids[at] ?? "", { isPrivate: true }).then(() => {}),
    ({ whole, ids }) =>
      whole.updateEntry(ids[at] ?? "", { tags: same, createMissingTags: true }).then(() => {}),
    async ({ open, ids }) => {
      const { revisions: [revision] } = await open.listRevisions(ids[at] ?? "");
      return revision && await open.restoreRevision(ids[at], revision.id);
    },
    async ({ open, documents }) => {
      documents.push((await open.exportPage({ format: "json" })).document);
    },
    ({ open, documents }) => importInto(open, documents[at % documents.length] ?? "[]"),
  ];
  return steps[kind];
}

/** What the step is answered and all that others see then; ids are numbered as they appear. */
async function answerOf(world: World, step: Step): Promise<string> {
  const { open, numbers } = world;
  const answer = await step(world).catch((error) => {
    if (!(error instanceof JournalError)) throw error;
    return { error: error.message, advice: error.advice };
  });
  const { records } = JSON.parse((await open.exportPage({ format: "json" })).document);
  const seen = {
    answer,
    tags: await open.listTags(),
    entries: await listAll(open),
    trash: await listAll(open, { trashed: true }),
    stats: await open.stats({ from: NOON }),
    // The ids of tags have no order that both worlds share.
    records: records.sort((a: { type: string; name: string }, b: { type: string; name: string }) =>
      a.type === "tag" && b.type === "tag" ? (a.name < b.name ? -1 : 1) : 0
    ),
  };
  return JSON.stringify(seen, null, 1).replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return `id ${numbers.get(id)}`;
  });
}
