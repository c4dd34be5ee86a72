import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/*
 * The messages of KV Connect's data path, as far as Deno sends them
 * (https://github.com/denoland/denokv/blob/main/proto/schema/datapath.proto).
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** Keys from `start` on and before `end`. */
export interface ReadRange {
  start: Bytes;
  end: Bytes;
  limit: number;
  isReverse: boolean;
}

/** A row; the versionstamp has ten bytes. */
export interface Row {
  key: Bytes;
  value: Bytes;
  encoding: number;
  versionstamp: Bytes;
}

/** What a key must be like: an empty versionstamp means that it is not there. */
export interface Check {
  key: Bytes;
  versionstamp: Bytes;
}

export interface Mutation {
  type: number;
  key: Bytes;
  value: Bytes;
  encoding: number;
}

export const MUTATION = { set: 1, delete: 2, sum: 3, setVersionstampedKey: 9 } as const;
export const LITTLE_ENDIAN_64 = 2;

const SUCCESS = 1;
const CHECK_FAILURE = 2;

/** Reads a `SnapshotRead`. */
export function parseRead(bytes: Bytes): ReadRange[] {
  return fieldsOf(bytes).messages(1).map((range) => ({
    start: range.bytes(1),
    end: range.bytes(2),
    limit: range.number(3),
    isReverse: range.number(4) !== 0,
  }));
}

/** Reads an `AtomicWrite`. Messages for queues are not among what is read. */
export function parseWrite(bytes: Bytes): { checks: Check[]; mutations: Mutation[] } {
  const write = fieldsOf(bytes);
  return {
    checks: write.messages(1).map((check) => ({
      key: check.bytes(1),
      versionstamp: check.bytes(2),
    })),
    mutations: write.messages(2).map((mutation) => {
      const value = fieldsOf(mutation.bytes(2));
      return {
        type: mutation.number(3),
        key: mutation.bytes(1),
        value: value.bytes(1),
        encoding: value.number(2),
      };
    }),
  };
}

/** Reads a `Watch`: the keys. */
export function parseWatch(bytes: Bytes): Bytes[] {
  return fieldsOf(bytes).messages(1).map((key) => key.bytes(1));
}

/** A `WatchOutput`, which says of every key that it has changed. */
export function formatWatch(rows: readonly (Row | undefined)[]): Bytes {
  const output = new BinaryWriter().tag(1, WireType.Varint).int32(SUCCESS);
  for (const row of rows) {
    output.tag(2, WireType.LengthDelimited).fork().tag(1, WireType.Varint).bool(true);
    if (row) writeRow(output.tag(2, WireType.LengthDelimited), row);
    output.join();
  }
  return output.finish();
}

/** A `SnapshotReadOutput`, strongly consistent. */
export function formatRead(ranges: readonly Row[][]): Bytes {
  const output = new BinaryWriter();
  for (const rows of ranges) {
    output.tag(1, WireType.LengthDelimited).fork();
    for (const row of rows) writeRow(output.tag(1, WireType.LengthDelimited), row);
    output.join();
  }
  return output.tag(4, WireType.Varint).bool(true).tag(8, WireType.Varint).int32(SUCCESS).finish();
}

/** A `KvEntry`. */
function writeRow(output: BinaryWriter, { key, value, encoding, versionstamp }: Row): void {
  output.fork()
    .tag(1, WireType.LengthDelimited).bytes(key)
    .tag(2, WireType.LengthDelimited).bytes(value)
    .tag(3, WireType.Varint).int32(encoding)
    .tag(4, WireType.LengthDelimited).bytes(versionstamp)
    .join();
}

/** An `AtomicWriteOutput`: the versionstamp, or the indexes of the checks that failed. */
export function formatWrite(outcome: Bytes | number[]): Bytes {
  const output = new BinaryWriter().tag(1, WireType.Varint);
  if (outcome instanceof Uint8Array) {
    return output.int32(SUCCESS).tag(2, WireType.LengthDelimited).bytes(outcome).finish();
  }
  output.int32(CHECK_FAILURE);
  for (const index of outcome) output.tag(4, WireType.Varint).uint32(index);
  return output.finish();
}

/** The fields of a message by number, with what proto3 gives where one is absent. */
interface Fields {
  bytes(number: number): Bytes;
  number(number: number): number;
  messages(number: number): Fields[];
}

function fieldsOf(bytes: Bytes): Fields {
  const reader = new BinaryReader(bytes);
  const fields: [number: number, value: Bytes | number][] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === WireType.LengthDelimited) fields.push([number, new Uint8Array(reader.bytes())]);
    else if (type === WireType.Varint) fields.push([number, Number(reader.int64())]);
    else reader.skip(type);
  }
  const all = (number: number) => fields.filter(([each]) => each === number);
  const one = (number: number) => all(number).at(-1)?.[1];
  return {
    bytes: (number) => (one(number) ?? new Uint8Array()) as Bytes,
    number: (number) => (one(number) ?? 0) as number,
    messages: (number) => all(number).map(([, value]) => fieldsOf(value as Bytes)),
  };
}
