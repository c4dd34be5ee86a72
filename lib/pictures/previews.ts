import { LRUCache } from "lru-cache";
import { bounded, BusyError } from "../bounded.ts";
import { HOUR_MS } from "../time.ts";
import type { Preview, PreviewAnswer, PreviewTask } from "./task.ts";

/** The longer side of what a model looks at, and of what a list shows, in pixels. */
export const MODEL_SIDE = 1_568;
export const LIST_SIDE = 400;

/** What clients take as one picture in a result, as bytes before base64. */
const MAX_PREVIEW_BYTES = 700_000;

/** A file that is larger is no photo; all of it has to be in memory. */
export const MAX_PICTURE_BYTES = 50 * 2 ** 20;

const TIME_LIMIT_MS = 20_000;
const IDLE_MS = 30_000;
const CACHE_BYTES = 32 * 2 ** 20;

/** A picture of which no preview can be made, and why. */
export class NoPreviewError extends Error {
  override name = "NoPreviewError";
}

/** What is known of a picture beside its bytes. */
export interface Picture {
  sha256: string;
  /** The media type that was looked at. */
  type: string;
  /** In bytes. */
  size: number;
  /** In pixels. */
  width?: number;
  height?: number;
}

export interface Previews {
  /**
   * Returns a preview as a person sees the picture, without place or camera. `read` is asked for the
   * bytes unless one of the same picture is at hand. Throws NoPreviewError.
   */
  of(
    picture: Picture,
    options: { maxSide: number; read: () => Promise<Uint8Array> },
  ): Promise<Preview>;
  close(): void;
}

/**
 * Makes previews, one after the other, in a worker without permissions that ends when it has nothing
 * to do, or takes too long.
 */
export function openPreviews(): Previews {
  const made = new LRUCache<string, Preview>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length,
  });
  /** Why pictures cannot be decoded, by digest: nobody tries one again and again. */
  const hopeless = new LRUCache<string, string>({ max: 1_000, ttl: HOUR_MS });
  const inLine = bounded({ atOnce: 1, waiting: 16 });
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    clearTimeout(idle);
    worker?.terminate();
    worker = undefined;
  }

  async function make(task: PreviewTask): Promise<Preview> {
    clearTimeout(idle);
    const isNew = worker === undefined;
    const current = worker ??= startWorker();
    const answer = await ask(current, isNew ? { ...task, decoder: await decoder() } : task);
    idle = setTimeout(end, IDLE_MS);
    Deno.unrefTimer(idle);
    if (answer.problem === undefined) return answer.preview;
    throw new NoPreviewError(answer.problem);
  }

  return {
    async of({ sha256, type, size, width = 0, height = 0 }, { maxSide, read }) {
      if (!type.startsWith("image/")) throw new NoPreviewError("It is not a picture");
      if (size > MAX_PICTURE_BYTES) throw new NoPreviewError("The picture is too large to decode");
      const known = made.get(`${sha256} ${maxSide}`);
      if (known) return known;
      const problem = hopeless.get(sha256);
      if (problem !== undefined) throw new NoPreviewError(problem);
      try {
        const preview = await inLine(async () => {
          try {
            const side = Math.max(width, height);
            const task = { type, side, maxSide, maxBytes: MAX_PREVIEW_BYTES };
            return await make({ ...task, bytes: await read() });
          } catch (error) {
            // What it was doing is unknown, so the next one gets another worker.
            end();
            if (error instanceof NoPreviewError) hopeless.set(sha256, error.message);
            throw error;
          }
        });
        made.set(`${sha256} ${maxSide}`, preview);
        return preview;
      } catch (error) {
        if (!(error instanceof BusyError)) throw error;
        throw new NoPreviewError("Too many pictures are in line: try again in a moment");
      }
    },
    close: end,
  };
}

function startWorker(): Worker {
  return new Worker(import.meta.resolve("./worker.ts"), {
    type: "module",
    deno: { permissions: "none" },
  } as WorkerOptions);
}

/** The decoders, read here: the worker may read nothing. */
async function decoder(): Promise<Uint8Array> {
  return await Deno.readFile(new URL(import.meta.resolve("@imagemagick/magick-wasm/magick.wasm")));
}

function ask(worker: Worker, task: PreviewTask): Promise<PreviewAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PreviewAnswer>();
  const late = setTimeout(
    () => reject(new NoPreviewError("Decoding the picture took too long")),
    TIME_LIMIT_MS,
  );
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new NoPreviewError("The picture cannot be decoded"));
  };
  worker.postMessage(task);
  return promise.finally(() => clearTimeout(late));
}
