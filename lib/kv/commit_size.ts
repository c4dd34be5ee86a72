/** What a commit writes, as far as a database limits it. */
export interface CommitSize {
  mutations: number;
  /** Of all keys together, and of keys and values; a little more than it is. */
  keyBytes: number;
  bytes: number;
}

/** Below what Deno KV takes at once: 1,000 mutations, 81,920 bytes of keys, 819,200 of all. */
const MAX_SIZE: CommitSize = { mutations: 800, keyBytes: 64_000, bytes: 600_000 };

/** Whether a commit that writes all of this is taken. */
export function fitsCommit(sizes: readonly CommitSize[]): boolean {
  const total = (name: keyof CommitSize) => sizes.reduce((sum, size) => sum + size[name], 0);
  return (Object.keys(MAX_SIZE) as (keyof CommitSize)[])
    .every((name) => total(name) <= MAX_SIZE[name]);
}

/** What `write` adds to a commit, without doing it. */
export function sizeOf(
  write: (operation: Deno.AtomicOperation) => Deno.AtomicOperation,
): CommitSize {
  const size = { mutations: 0, keyBytes: 0, bytes: 0 };
  const add = (key: Deno.KvKey, valueBytes: number) => {
    const keyBytes = key.reduce((sum: number, part) => sum + partBytes(part), 0);
    size.mutations++;
    size.keyBytes += keyBytes;
    size.bytes += keyBytes + valueBytes;
  };
  const counter = {
    check: () => counter,
    set(key: Deno.KvKey, value: unknown) {
      add(key, valueBytes(value));
      return counter;
    },
    delete(key: Deno.KvKey) {
      add(key, 0);
      return counter;
    },
    sum(key: Deno.KvKey) {
      add(key, 8);
      return counter;
    },
  };
  write(counter as unknown as Deno.AtomicOperation);
  return size;
}

/**
 * Adds what `write` says to `operation`, each check once: KV Connect allows ten in a commit, and what
 * comes from several writes may rely on the same row.
 */
export function checkingOnce(
  operation: Deno.AtomicOperation,
  write: (operation: Deno.AtomicOperation) => Deno.AtomicOperation,
): Deno.AtomicOperation {
  const seen = new Set<string>();
  const check = operation.check.bind(operation);
  operation.check = (...checks) => {
    for (const each of checks) {
      const name = JSON.stringify([each.key, each.versionstamp]);
      if (!seen.has(name)) check(each);
      seen.add(name);
    }
    return operation;
  };
  return write(operation);
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
