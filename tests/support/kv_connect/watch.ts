import { formatWatch, parseWatch, type Row } from "./messages.ts";
import type { Table } from "./table.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The streams of those who watch keys. */
export interface Watchers {
  /** A stream of what the keys in `body` hold: now, and after each change. */
  open(body: Bytes): ReadableStream<Bytes>;
  /** To be called after each write. */
  wake(): void;
}

/** Lets keys of `table` be watched. Frames have their length before them. */
export function watchersOf(table: Table): Watchers {
  const all = new Set<() => void>();

  function open(body: Bytes): ReadableStream<Bytes> {
    const keys = parseWatch(body);
    let last: string | undefined;
    let look = () => {};
    return new ReadableStream({
      start(controller) {
        look = () => {
          const rows = keys.map((key) => rowAt(table, key));
          const state = rows.map((row) => row?.versionstamp.toHex()).join();
          if (state !== last) controller.enqueue(framed(formatWatch(rows)));
          last = state;
        };
        look();
        all.add(look);
      },
      cancel: () => void all.delete(look),
    });
  }

  return { open, wake: () => all.forEach((look) => look()) };
}

function rowAt(table: Table, key: Bytes): Row | undefined {
  const end = new Uint8Array([...key, 0]);
  return table.read({ start: key, end, limit: 1, isReverse: false })[0];
}

function framed(message: Bytes): Bytes {
  const frame = new Uint8Array(4 + message.length);
  new DataView(frame.buffer).setUint32(0, message.length, true);
  frame.set(message, 4);
  return frame;
}
