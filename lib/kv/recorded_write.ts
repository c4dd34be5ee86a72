/** Adds checks and mutations to a commit. It can be called more than once. */
export type Write = (operation: Deno.AtomicOperation) => Deno.AtomicOperation;

/** One line of a commit. Two are of the same row if they have the same name. */
export type Mutation =
  & { key: Deno.KvKey; name: string }
  & (
    | { kind: "check"; versionstamp: string | null }
    | { kind: "set"; value: unknown; options?: { expireIn?: number } }
    | { kind: "delete" }
    | { kind: "sum"; by: bigint }
  );

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
export function record(write: Write): RecordedWrite {
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
        mutations.push({ kind: "check", key, name: nameOf(key), versionstamp });
      }
      return recorder;
    },
    set: (key: Deno.KvKey, value: unknown, options?: { expireIn?: number }) =>
      add({ kind: "set", key, name: nameOf(key), value, options }, valueBytes(value)),
    delete: (key: Deno.KvKey) => add({ kind: "delete", key, name: nameOf(key) }, 0),
    sum: (key: Deno.KvKey, by: bigint) => add({ kind: "sum", key, name: nameOf(key), by }, 8),
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
  // A row has its place where it was first spoken of: the order of different rows means nothing.
  const last = new Map<string, number>();
  const merged: Mutation[] = [];
  for (const mutation of writes.flatMap(({ mutations }) => mutations)) {
    const { kind, name } = mutation;
    if (kind === "check") {
      const said = `${name}\0${mutation.versionstamp}`;
      if (!checked.has(said)) merged.push(mutation);
      checked.add(said);
      continue;
    }
    const at = last.get(name);
    const before = at === undefined ? undefined : merged[at];
    if (before === undefined) last.set(name, merged.push(mutation) - 1);
    else if (kind !== "sum") merged[at!] = mutation;
    else if (before.kind === "sum") {
      merged[at!] = { ...before, by: BigInt.asUintN(64, before.by + mutation.by) };
    } else last.set(name, merged.push(mutation) - 1);
  }
  return merged.reduce(apply, operation);
}

function apply(operation: Deno.AtomicOperation, mutation: Mutation): Deno.AtomicOperation {
  switch (mutation.kind) {
    case "check":
      return operation.check({ key: mutation.key, versionstamp: mutation.versionstamp });
    case "set":
      return operation.set(mutation.key, mutation.value, mutation.options);
    case "delete":
      return operation.delete(mutation.key);
    case "sum":
      return operation.sum(mutation.key, mutation.by);
  }
}

/** Two keys have the same name if they are the same. */
export function nameOf(key: readonly (Deno.KvKeyPart | symbol)[]): string {
  return key.map((part) =>
    part instanceof Uint8Array ? `bytes ${part.toHex()}` : `${typeof part} ${String(part)}`
  ).join("\0");
}

const ASCII = /^[ -~]*$/;

/** A part has a byte before and after it, and a zero in it takes two. */
function partBytes(part: Deno.KvKeyPart | symbol): number {
  // Nearly all are ids, digests and words of ours.
  if (typeof part === "string") return 2 + (ASCII.test(part) ? 1 : 3) * part.length;
  return part instanceof Uint8Array ? 2 + 2 * part.length : 12;
}

/** A text of which one character is not Latin takes two bytes for each of them; a number at most 24. */
function valueBytes(value: unknown): number {
  if (typeof value === "string") return 8 + 2 * value.length;
  if (value instanceof Uint8Array) return 16 + value.length;
  if (typeof value !== "object" || value === null) return 24;
  let bytes = 16;
  for (const [name, part] of Object.entries(value)) {
    bytes += 8 + 2 * name.length + valueBytes(part);
  }
  return bytes;
}
