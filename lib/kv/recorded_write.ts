type Build = (operation: Deno.AtomicOperation) => Deno.AtomicOperation;

type Mutation =
  | { kind: "check"; key: Deno.KvKey; versionstamp: string | null }
  | { kind: "set"; key: Deno.KvKey; value: unknown }
  | { kind: "delete"; key: Deno.KvKey }
  | { kind: "sum"; key: Deno.KvKey; by: bigint };

/** What one write puts into a commit, in its order. */
export interface RecordedWrite {
  mutations: readonly Mutation[];
  size: CommitSize;
}

/** What a commit writes, as far as a database limits it. */
export interface CommitSize {
  mutations: number;
  /** Of all keys together, and of keys and values; a little more than it is. */
  keyBytes: number;
  bytes: number;
}

/** Below what Deno KV takes at once: 1,000 mutations, 81,920 bytes of keys, 819,200 of all. */
const MAX_SIZE: CommitSize = { mutations: 800, keyBytes: 64_000, bytes: 600_000 };
const NAMES = Object.keys(MAX_SIZE) as (keyof CommitSize)[];

/** Whether a commit that writes all of this is taken. */
export function fitsCommit(writes: readonly RecordedWrite[]): boolean {
  return NAMES.every((name) =>
    writes.reduce((sum, { size }) => sum + size[name], 0) <= MAX_SIZE[name]
  );
}

/** Notes what `write` would do to a commit: it can be measured, and done without making it again. */
export function record(write: Build): RecordedWrite {
  const mutations: Mutation[] = [];
  const size: CommitSize = { mutations: 0, keyBytes: 0, bytes: 0 };
  const add = (mutation: Mutation, valueBytes: number) => {
    mutations.push(mutation);
    const keyBytes = mutation.key.reduce((sum: number, part) => sum + partBytes(part), 0);
    size.mutations++;
    size.keyBytes += keyBytes;
    size.bytes += keyBytes + valueBytes;
    return recorder;
  };
  const recorder = {
    check(...checks: Deno.AtomicCheck[]) {
      for (const { key, versionstamp } of checks) {
        mutations.push({ kind: "check", key, versionstamp });
      }
      return recorder;
    },
    set: (key: Deno.KvKey, value: unknown) => add({ kind: "set", key, value }, valueBytes(value)),
    delete: (key: Deno.KvKey) => add({ kind: "delete", key }, 0),
    sum: (key: Deno.KvKey, by: bigint) => add({ kind: "sum", key, by }, 8),
  };
  write(recorder as unknown as Deno.AtomicOperation);
  return { mutations, size };
}

/**
 * Adds some writes to `operation`. What several of them say of one row is said once: KV Connect allows
 * ten checks in a commit, and each mutation costs the database as much as another row.
 */
export function writeAll(
  operation: Deno.AtomicOperation,
  writes: readonly RecordedWrite[],
): Deno.AtomicOperation {
  const checked = new Set<string>();
  const last = new Map<string, Mutation>();
  const merged: Mutation[] = [];
  for (const mutation of writes.flatMap(({ mutations }) => mutations)) {
    if (mutation.kind === "check") {
      const name = nameOf([...mutation.key, mutation.versionstamp ?? false]);
      if (!checked.has(name)) merged.push(mutation);
      checked.add(name);
      continue;
    }
    const name = nameOf(mutation.key);
    const before = last.get(name);
    if (mutation.kind === "delete" && before?.kind === "delete") continue;
    if (mutation.kind === "sum" && before?.kind === "sum") {
      before.by = BigInt.asUintN(64, before.by + mutation.by);
      continue;
    }
    const own = { ...mutation };
    last.set(name, own);
    merged.push(own);
  }
  return merged.reduce(apply, operation);
}

function apply(operation: Deno.AtomicOperation, mutation: Mutation): Deno.AtomicOperation {
  switch (mutation.kind) {
    case "check":
      return operation.check({ key: mutation.key, versionstamp: mutation.versionstamp });
    case "set":
      return operation.set(mutation.key, mutation.value);
    case "delete":
      return operation.delete(mutation.key);
    case "sum":
      return operation.sum(mutation.key, mutation.by);
  }
}

/** Two keys have the same name if they are the same. */
function nameOf(key: readonly (Deno.KvKeyPart | symbol)[]): string {
  return key.map((part) => `${typeof part} ${String(part)}`).join("\0");
}

const ASCII = /^[ -~]*$/;

/** A part has a byte before and after it, and a zero in it takes two. */
function partBytes(part: Deno.KvKeyPart | symbol): number {
  // Nearly all are ids, digests and words of ours.
  if (typeof part === "string") return 2 + (ASCII.test(part) ? 1 : 3) * part.length;
  return part instanceof Uint8Array ? 2 + 2 * part.length : 12;
}

/** A text of which one character is not Latin takes two bytes for each of them. */
function valueBytes(value: unknown): number {
  return value instanceof Uint8Array ? value.length + 8 : 2 * JSON.stringify(value).length + 16;
}
