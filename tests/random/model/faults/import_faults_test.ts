import assert from "node:assert/strict";
import type { Entry } from "../../../../lib/journal/mod.ts";
import { listAll } from "../../../unit/journal/helpers.ts";
import type { Driver, Port } from "../driver.ts";
import { run } from "../run.ts";
import { seesFault } from "./sees_fault.ts";

/** What an import of another app could take away, though its document does not speak of it. */
const FAULTS: Record<string, Partial<Entry>> = {
  "makes a private entry public": { isPrivate: false },
  "drops a favourite": { isFavorite: false },
  "drops a mood": { mood: undefined },
  "drops a weather": { weather: undefined },
  "drops tags": { tags: [] },
};

/** A journal in which imports have the fault: entries that they have updated lost something. */
function withFault({ journal }: Driver, lost: Partial<Entry>, touched: Set<string>): Port {
  const versions = async () => {
    const entries = await listAll(journal as Parameters<typeof listAll>[0]);
    return new Map(entries.map(({ id, version }) => [id, version]));
  };
  return {
    ...journal,
    async importEntries(draft) {
      const before = await versions();
      const report = await journal.importEntries(draft);
      if (draft.format === "epicme") return report;
      for (const [id, version] of await versions()) {
        if (before.has(id) && before.get(id) !== version) touched.add(id);
      }
      return report;
    },
    async getEntry(id) {
      const entry = await journal.getEntry(id);
      return touched.has(id) ? { ...entry, ...lost } : entry;
    },
  };
}

/** So many of them that a fault of theirs shows early. */
const RUN = { seed: 6, foreignImports: 0.5 };

Deno.test("a journal into which others are imported again and again agrees with the model", async () => {
  const { outcomes } = await run({ ...RUN, steps: 40 });
  for (const kind of ["created", "updated"]) {
    assert(outcomes[`import ${kind}`] > 3, `Imports seldom: ${JSON.stringify(outcomes)}`);
  }
});

for (const [fault, lost] of Object.entries(FAULTS)) {
  Deno.test(`the model sees it if an import ${fault} of which its document is silent`, async () => {
    await seesFault({
      ...RUN,
      spoil() {
        const touched = new Set<string>();
        return (driver) => withFault(driver, lost, touched);
      },
    });
  });
}
