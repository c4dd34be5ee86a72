import { JournalError } from "../../../../lib/journal/mod.ts";
import type { Port } from "../driver.ts";
import { DAY } from "../../../unit/journal/helpers.ts";
import { CLIENT_KEYS } from "../texts.ts";
import { seesFault } from "./sees_fault.ts";

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
    await seesFault({
      seed: 8,
      spoil: ({ clock }) => ({ journal }) => ({ createEntry: withFault(journal, clock.now) }),
    });
  });
}
