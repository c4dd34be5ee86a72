import type { StoredBlob } from "../attachment_model.ts";

/** The size of a JPEG comes after its metadata, which has a thumbnail and a colour profile at times. */
const HEAD_BYTES = 256 * 1024;

export type Seen = Pick<StoredBlob, "type" | "width" | "height">;

/** Looks at the beginning of the bytes that go through `stream`. */
export function looking(said: { name: string; type?: string }): {
  stream: TransformStream<Uint8Array, Uint8Array>;
  /** What they are. To be called once all have gone through. */
  result(): Promise<Seen>;
} {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    stream: new TransformStream({
      transform(chunk, controller) {
        if (length < HEAD_BYTES) {
          const part = chunk.slice(0, HEAD_BYTES - length);
          parts.push(part);
          length += part.length;
        }
        controller.enqueue(chunk);
      },
    }),
    async result() {
      const head = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
      const type = await typeOf(head, { ...said, isWhole: length < HEAD_BYTES });
      return { type, ...type.startsWith("image/") && await sizeOf(head) };
    },
  };
}

/** Kinds of plain text that bytes do not tell apart. None of them runs anywhere. */
const TEXTS = new Set(["text/plain", "text/markdown", "text/csv", "application/json"]);

const TEXT_BY_ENDING: Readonly<Record<string, string>> = {
  md: "text/markdown",
  csv: "text/csv",
  json: "application/json",
};

/** The type by the magic bytes; of a text by what was said, as far as that is harmless. */
async function typeOf(
  head: Uint8Array,
  { name, type = "", isWhole }: { name: string; type?: string; isWhole: boolean },
): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found) return found.mime.split(";")[0].trim();
  if (!isText(head, isWhole)) return "application/octet-stream";
  const said = type.split(";")[0].trim().toLowerCase();
  if (TEXTS.has(said)) return said;
  return TEXT_BY_ENDING[name.split(".").at(-1)!.toLowerCase()] ?? "text/plain";
}

function isText(head: Uint8Array, isWhole: boolean): boolean {
  if (head.includes(0)) return false;
  try {
    // A head may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** How a picture is shown: a photo that was taken upright lies on its side in the file. */
async function sizeOf(head: Uint8Array): Promise<Pick<Seen, "width" | "height">> {
  const { imageSize } = await import("image-size");
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return {};
  }
}
