/** A part of a stream. The last one may be shorter, and is empty only where the stream is. */
export interface Chunk {
  chunk: Uint8Array;
  index: number;
  isLast: boolean;
}

/** Cuts a stream into chunks of so many bytes, counted from `first`. At least one comes. */
export async function* inChunks(
  stream: ReadableStream<Uint8Array>,
  { bytes, first = 0 }: { bytes: number; first?: number },
): AsyncGenerator<Chunk, void> {
  let waiting = new Uint8Array(bytes);
  let [length, index] = [0, first];
  for await (let part of stream) {
    while (part.length > 0) {
      // A full one is not the last, because something follows.
      if (length === bytes) {
        yield { chunk: waiting, index: index++, isLast: false };
        [waiting, length] = [new Uint8Array(bytes), 0];
      }
      const fits = part.subarray(0, bytes - length);
      waiting.set(fits, length);
      length += fits.length;
      part = part.subarray(fits.length);
    }
  }
  yield { chunk: waiting.subarray(0, length), index, isLast: true };
}
