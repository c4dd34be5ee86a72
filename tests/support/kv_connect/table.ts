import { DatabaseSync } from "node:sqlite";
import {
  type Check,
  LITTLE_ENDIAN_64,
  MUTATION,
  type Mutation,
  type ReadRange,
  type Row,
} from "./messages.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** All rows of one database, in memory. */
export interface Table {
  read(range: ReadRange): Row[];
  /**
   * Does all mutations if all checks hold. Returns the versionstamp of the commit, or the indexes of
   * the checks that failed; throws, with nothing written, for what is not allowed.
   */
  write(checks: readonly Check[], mutations: readonly Mutation[]): Bytes | number[];
}

/** An empty table. It keeps no time: what expires may be seen for ever, as the API has it. */
export function openTable(): Table {
  const database = new DatabaseSync(":memory:");
  database.exec(`create table kv (
    key blob primary key, value blob not null, encoding integer not null, versionstamp blob not null
  ) without rowid`);
  const within = "select * from kv where key >= ? and key < ? order by key";
  const upward = database.prepare(`${within} limit ?`);
  const downward = database.prepare(`${within} desc limit ?`);
  const one = database.prepare("select * from kv where key = ?");
  const set = database.prepare("insert or replace into kv values (?, ?, ?, ?)");
  const remove = database.prepare("delete from kv where key = ?");
  let commits = 0n;

  const get = (key: Bytes) => one.get(key) as unknown as Row | undefined;

  function mutate({ type, key, value, encoding }: Mutation, versionstamp: Bytes): void {
    switch (type) {
      case MUTATION.set:
        return void set.run(key, value, encoding, versionstamp);
      case MUTATION.delete:
        return void remove.run(key);
      case MUTATION.sum:
        return void set.run(key, sum(get(key), { value, encoding }), encoding, versionstamp);
      case MUTATION.setVersionstampedKey:
        return void set.run(withLastPart(key, versionstamp), value, encoding, versionstamp);
      default:
        throw new RangeError(`Mutation type must be one that is known here, got ${type}`);
    }
  }

  return {
    read: ({ start, end, limit, isReverse }) =>
      (isReverse ? downward : upward).all(start, end, limit) as unknown as Row[],
    write(checks, mutations) {
      const failed = checks.flatMap(({ key, versionstamp }, n) =>
        hexOf(get(key)?.versionstamp) === hexOf(versionstamp) ? [] : n
      );
      if (failed.length > 0) return failed;
      const versionstamp = versionstampOf(++commits);
      database.exec("begin");
      try {
        for (const mutation of mutations) mutate(mutation, versionstamp);
        database.exec("commit");
      } catch (error) {
        database.exec("rollback");
        throw error;
      }
      return versionstamp;
    },
  };
}

/** Numbers of 64 bits, which wrap around. */
function sum(
  row: Row | undefined,
  { value, encoding }: Pick<Mutation, "value" | "encoding">,
): Bytes {
  if (encoding !== LITTLE_ENDIAN_64 || (row && row.encoding !== LITTLE_ENDIAN_64)) {
    throw new TypeError("Only a KvU64 can be added to, and to a KvU64 only");
  }
  const result = new Uint8Array(8);
  const total = numberIn(value) + (row ? numberIn(row.value) : 0n);
  new DataView(result.buffer).setBigUint64(0, BigInt.asUintN(64, total), true);
  return result;
}

function numberIn({ buffer, byteOffset }: Bytes): bigint {
  return new DataView(buffer, byteOffset).getBigUint64(0, true);
}

function versionstampOf(commit: bigint): Bytes {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setBigUint64(0, commit);
  return bytes;
}

/** The key with the versionstamp as one more part, a string: a type byte, the text, and a zero. */
function withLastPart(key: Bytes, versionstamp: Bytes): Bytes {
  return new Uint8Array([...key, 2, ...new TextEncoder().encode(hexOf(versionstamp)), 0]);
}

function hexOf(bytes = new Uint8Array()): string {
  return bytes.toHex();
}
