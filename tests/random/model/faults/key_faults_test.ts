import assert from "node:assert/strict";
import { JournalError } from "../../../../lib/journal/mod.ts";
import type { Port } from "../driver.ts";
import { DAY } from "../../../unit/journal/helpers.ts";
import { CLIENT_KEYS } from "../texts.ts";
import { run } from "../run.ts";
import { openWorld } from "../world.ts";

type Create = Port["createEntry"];

/** What could be wrong with idempotency keys: a way to create that has the fault, of one that is right. */
const FAULTS: Record<string, (journal: Port, now: () => number) => Create> = {
  "with other arguments answers its entry, and loses the text": (journal) => async (draft) => {
    try {
      return await journal.createEntry(draft);
    } catch (error) {
      const isTaken = error instanceof JournalError && error.code === "conflict";
      const id = isTaken ? /\(id (\w+)\)/.exec(error.message)?.[1] : undefined;
      if (id === undefined) throw error;
      return await journal.getEntry(id);
    }
  },
  "never ends": (journal, now) => {
    const firsts = new Map<string, { id: string; at: number }>();
    return async (draft) => {
      const said = JSON.stringify(draft);
      const first = draft.idempotencyKey ? firsts.get(said) : undefined;
      if (first && now() >= first.at + DAY) return await journal.getEntry(first.id);
      const entry = await journal.createEntry(draft);
      if (!firsts.has(said)) firsts.set(said, { id: entry.id, at: now() });
      return entry;
    };
  },
  "makes an entry each time": (journal) => (draft) => {
    const isKeyed = CLIENT_KEYS.includes(draft.idempotencyKey ?? "");
    return journal.createEntry(
      isKeyed ? { ...draft, idempotencyKey: crypto.randomUUID() } : draft,
    );
  },
};

for (const [fault, withFault] of Object.entries(FAULTS)) {
  Deno.test(`the model sees it if an idempotency key ${fault}`, async () => {
    const broken = run({
      seed: 1,
      steps: 400,
      async open(seed) {
        const world = await openWorld(seed);
        for (const driver of world.members.flatMap(({ drivers }) => drivers)) {
          driver.journal = {
            ...driver.journal,
            createEntry: withFault(driver.journal, world.clock.now),
          };
        }
        return world;
      },
    });
    await assert.rejects(broken, /^Error: Step \d+ with EPICME_SEED=1 went wrong$/);
  });
}
