import { newId } from "../lib/ids.ts";
import { type EntryDraft, type JournalAccess, openJournal } from "../lib/journal/mod.ts";
import type { Store } from "../lib/kv/store.ts";

/** What a new entry commits, to be committed again and again with nothing else around it. */
export interface BareCommits {
  /** How many commits an entry makes, and how many rows they write. */
  commits: number;
  rows: number;
  /** Commits the rows of one more entry, with the same checks, under an id and a time of its own. */
  repeat(): Promise<void>;
}

/** What one commit was told, in its order: a method of an atomic operation, and its arguments. */
type Step = [name: "check" | "set" | "delete" | "sum" | "min" | "max", args: unknown[]];

/** An entry that was created, as far as its rows name it. */
interface Named {
  id: string;
  time: number;
}

/** Creates two entries in a new journal, and learns from the second which rows each further one has. */
export async function learnCommits(
  store: Store,
  access: JournalAccess,
  draft: EntryDraft,
): Promise<BareCommits> {
  const commits: Step[][] = [];
  const write = new Proxy(store.write, {
    get(kv, name) {
      if (name === "atomic") return () => recording(kv.atomic(), commits);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
  await openJournal(store, access).createEntry(draft);
  const { id, occurredAt } = await openJournal({ ...store, write }, access).createEntry(draft);
  return {
    commits: commits.length,
    rows: commits.flat().filter(([name]) => name !== "check").length,
    async repeat() {
      for (const steps of commits) await commitLike(store, steps, { id, time: occurredAt });
    },
  };
}

function recording(operation: Deno.AtomicOperation, commits: Step[][]): Deno.AtomicOperation {
  const steps: Step[] = [];
  const proxy: Deno.AtomicOperation = new Proxy(operation, {
    get: (_, name) => (...args: unknown[]) => {
      const method = Reflect.get(operation, name) as (...args: unknown[]) => unknown;
      const result = method.apply(operation, args);
      if (name === "commit") {
        commits.push(steps);
        return result;
      }
      steps.push([name as Step[0], args]);
      return proxy;
    },
  });
  return proxy;
}

async function commitLike({ write }: Store, steps: readonly Step[], old: Named): Promise<void> {
  const time = Date.now();
  const id = newId(time);
  const renew = (part: unknown): unknown =>
    part === old.id ? id : part === old.time ? time : Array.isArray(part) ? part.map(renew) : part;
  const operation = write.atomic();
  for (const [name, [first, value]] of steps) {
    if (name === "check") {
      const { key, versionstamp } = first as Deno.AtomicCheck;
      operation.check({ key: renew(key) as Deno.KvKey, versionstamp });
    } else if (name === "delete") operation.delete(renew(first) as Deno.KvKey);
    else {
      const isEntry = typeof value === "object" && value !== null && "id" in value;
      const method = operation[name] as (key: Deno.KvKey, value: unknown) => unknown;
      method.call(operation, renew(first) as Deno.KvKey, isEntry ? { ...value, id } : renew(value));
    }
  }
  const { ok } = await operation.commit();
  if (!ok) throw new Error("A bare commit failed its checks");
}
