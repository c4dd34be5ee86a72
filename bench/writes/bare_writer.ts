import { openStore } from "../../lib/kv/store.ts";
import { learnCommits } from "../bare_commits.ts";
import { DRAFT } from "../draft.ts";

/** Commits the rows of new entries, and does nothing else. */
export interface BareWriter extends Disposable {
  /** Commits for so many milliseconds, so many at a time; returns how many in a second. */
  run(options: { connections: number; turnMs: number }): Promise<number>;
}

/** Opens a database at `path`, and learns from the journal which rows an entry has. */
export async function openBareWriter(path: string): Promise<BareWriter> {
  const store = await openStore(path);
  const owner = { userId: "x".repeat(43), includePrivate: true, client: "y".repeat(43) };
  const entries = await learnCommits(store, owner, DRAFT);
  return {
    async run({ connections, turnMs }) {
      const start = performance.now();
      let count = 0;
      const loop = async () => {
        for (; performance.now() < start + turnMs; count++) await entries.repeat();
      };
      await Promise.all(Array.from({ length: connections }, loop));
      return count / (performance.now() - start) * 1_000;
    },
    [Symbol.dispose]: () => store.close(),
  };
}
