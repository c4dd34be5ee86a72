import { newId } from "../../lib/ids.ts";
import { openJournal } from "../../lib/journal/mod.ts";
import { openStore, type Store } from "../../lib/kv/store.ts";
import { DRAFT } from "../draft.ts";

/** Commits the rows of new entries, and does nothing else. */
export interface BareWriter extends Disposable {
  /** Commits for so many milliseconds, so many at a time; returns how many in a second. */
  run(options: { connections: number; turnMs: number }): Promise<number>;
}

/** Opens a database at `path`, and learns from the journal which rows an entry has. */
export async function openBareWriter(path: string): Promise<BareWriter> {
  const store = await openStore(path);
  const entry = await learnRows(store);
  return {
    async run({ connections, turnMs }) {
      const start = performance.now();
      let count = 0;
      const loop = async () => {
        for (; performance.now() < start + turnMs; count++) await commitLike(store, entry);
      };
      await Promise.all(Array.from({ length: connections }, loop));
      return count / (performance.now() - start) * 1_000;
    },
    [Symbol.dispose]: () => store.close(),
  };
}

/** What an atomic operation was told, in its order. */
type Line = [method: "check" | "set" | "delete", args: unknown[]];

interface Rows {
  id: string;
  time: number;
  lines: readonly Line[];
}

async function learnRows(store: Store): Promise<Rows> {
  const lines: Line[] = [];
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic() {
      const operation = store.write.atomic();
      const spy: object = new Proxy(operation, {
        get: (_, method: Line[0] | "commit") => (...args: unknown[]) => {
          if (method === "commit") return operation.commit();
          lines.push([method, args]);
          (operation[method] as (...args: unknown[]) => void)(...args);
          return spy;
        },
      });
      return spy;
    },
  };
  const owner = { userId: "x".repeat(43), includePrivate: true, client: "y".repeat(43) };
  const spied = { ...store, write: write as unknown as Deno.Kv };
  const { id, occurredAt: time } = await openJournal(spied, owner).createEntry(DRAFT);
  return { id, time, lines };
}

async function commitLike({ write }: Store, { lines, ...old }: Rows): Promise<void> {
  const time = Date.now();
  const id = newId(time);
  const renew = (part: unknown): unknown =>
    part === old.id ? id : part === old.time ? time : Array.isArray(part) ? part.map(renew) : part;
  const operation = write.atomic();
  for (const [method, [first, value]] of lines) {
    if (method === "check") {
      const { key, versionstamp } = first as Deno.AtomicCheck;
      operation.check({ key: renew(key) as Deno.KvKey, versionstamp });
    } else if (method === "delete") operation.delete(renew(first) as Deno.KvKey);
    else {
      const isEntry = typeof value === "object" && value !== null && "id" in value;
      operation.set(renew(first) as Deno.KvKey, isEntry ? { ...value, id } : renew(value));
    }
  }
  const { ok } = await operation.commit();
  if (!ok) throw new Error("A bare commit failed its checks");
}
