import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSUPPORTED_COMPRESSION,
  type FileEntry,
} from "@zip.js/zip.js";
import { DamagedError, FormatError, UnsafeArchiveError } from "../errors.ts";

/** What no chance does to a file: its two lists of members do not agree, or not with its bytes. */
const LIES = [
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
];

/**
 * The bytes of a member. The stream fails with a FormatError if they are not what the archive says:
 * their checksum, or how many they are.
 */
export function openMember(entry: FileEntry): ReadableStream<Uint8Array> {
  let seen = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>(
    {
      transform(chunk, controller) {
        seen += chunk.length;
        if (seen > entry.uncompressedSize) throw wrongSize(entry.filename);
        controller.enqueue(chunk);
      },
      flush() {
        if (seen < entry.uncompressedSize) throw wrongSize(entry.filename);
      },
    },
    undefined,
    { highWaterMark: 0 },
  );
  const reader = counted.readable.getReader();
  let failure: unknown;
  let work: Promise<unknown> | undefined;
  return new ReadableStream({
    async pull(controller) {
      // What reads nothing decompresses nothing.
      work ??= entry.getData(counted.writable).catch((error) => {
        failure = error;
        return counted.writable.abort(error).catch(() => {});
      });
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        await work;
        if (failure) throw failure;
        controller.close();
      } catch (error) {
        controller.error(toFormatError(failure ?? error, entry));
      }
    },
    async cancel(reason) {
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

function wrongSize(filename: string): FormatError {
  return new UnsafeArchiveError(`${filename} does not have the size that the archive says`);
}

function toFormatError(error: unknown, { filename }: FileEntry): FormatError {
  if (error instanceof FormatError) return error;
  const message = error instanceof Error ? error.message : "";
  if (message === ERR_UNSUPPORTED_COMPRESSION) {
    return new DamagedError(
      `${filename} is compressed in a way that cannot be read here`,
      "Make the zip with ordinary compression (deflate)",
    );
  }
  return LIES.includes(message)
    ? wrongSize(filename)
    : new DamagedError(`${filename} is damaged in the archive`);
}
