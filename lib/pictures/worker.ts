import {
  ImageMagick,
  initializeImageMagick,
  MagickFormat,
  MagickReadSettings,
  ResourceLimits,
} from "@imagemagick/magick-wasm";
import type { PreviewAnswer, PreviewTask } from "./task.ts";

/*
 * Runs in a worker without permissions, and the decoders within WebAssembly: what a hostile picture
 * makes of them stays in memory that ends with the worker.
 */

/** By media type. Named, so that no bytes choose a reader for themselves (such as one of scripts). */
const FORMATS: Readonly<Record<string, MagickFormat>> = {
  "image/jpeg": MagickFormat.Jpeg,
  "image/png": MagickFormat.Png,
  "image/apng": MagickFormat.Png,
  "image/webp": MagickFormat.WebP,
  "image/gif": MagickFormat.Gif,
  "image/avif": MagickFormat.Avif,
  "image/heic": MagickFormat.Heic,
  "image/heif": MagickFormat.Heif,
  "image/tiff": MagickFormat.Tiff,
  "image/bmp": MagickFormat.Bmp,
};

const MAX_SIDE = 20_000n;
const MAX_PIXELS = 120_000_000n;

const scope = self as unknown as {
  onmessage: (event: MessageEvent<PreviewTask>) => void;
  postMessage(answer: PreviewAnswer, transfer?: Transferable[]): void;
};

let ready: Promise<void> | undefined;

scope.onmessage = async ({ data: { decoder, bytes, ...task } }) => {
  try {
    await (ready ??= begin(decoder!));
    const preview = make(bytes, task);
    scope.postMessage({ preview }, [preview.bytes.buffer]);
  } catch (error) {
    const isOurs = error instanceof UnknownTypeError;
    scope.postMessage({ problem: isOurs ? error.message : "The picture cannot be decoded here" });
  }
};

class UnknownTypeError extends Error {}

async function begin(decoder: Uint8Array): Promise<void> {
  await initializeImageMagick(decoder as Uint8Array<ArrayBuffer>);
  ResourceLimits.width = MAX_SIDE;
  ResourceLimits.height = MAX_SIDE;
  ResourceLimits.area = MAX_PIXELS;
  ResourceLimits.disk = 0n;
  ResourceLimits.listLength = 100n;
}

const QUALITIES = [82, 65, 45];

function make(
  bytes: Uint8Array,
  { type, side, maxSide, maxBytes }: Omit<PreviewTask, "bytes" | "decoder">,
) {
  const format = FORMATS[type];
  if (format === undefined) throw new UnknownTypeError(`No preview is made of ${type}`);
  const settings = new MagickReadSettings({ format, frameIndex: 0, frameCount: 1 });
  // A large JPEG is decoded at a fraction of its size; a small one would be enlarged.
  const enough = 2 * maxSide;
  if (side > enough) settings.setDefine(MagickFormat.Jpeg, "size", `${enough}x${enough}`);
  return ImageMagick.read(bytes, settings, (image) => {
    image.autoOrient();
    if (Math.max(image.width, image.height) > maxSide) image.resize(maxSide, maxSide);
    // Place, camera, thumbnail and comments go; so does the colour profile, after which nobody asks.
    image.strip();
    const to = image.hasAlpha ? MagickFormat.WebP : MagickFormat.Jpeg;
    for (const [n, quality] of QUALITIES.entries()) {
      image.quality = quality;
      const made = image.write(to, (data) => data.slice());
      if (made.length > maxBytes && n < QUALITIES.length - 1) continue;
      const mediaType = to === MagickFormat.WebP ? "image/webp" : "image/jpeg";
      return { bytes: made, type: mediaType, width: image.width, height: image.height };
    }
    throw new Error("unreachable");
  });
}
