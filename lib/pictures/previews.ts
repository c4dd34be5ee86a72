import { LRUCache } from "lru-cache";
import { bounded } from "../bounded.ts";
import { HOUR_MS } from "../time.ts";
import { inTurn } from "../turns.ts";
import type { Preview, PreviewAnswer, PreviewTask } from "./task.ts";

/** The longer side of what a model looks at, and of what a list shows, in pixels. */
export const MODEL_SIDE = 1_568;
export const LIST_SIDE = 400;

/** What clients take as one picture in a result, as bytes before base64. */
const MAX_PREVIEW_BYTES = 700_000;

/** A file that is larger is no photo; all of it has to be in memory. */
export const MAX_PICTURE_BYTES = 50 * 2 ** 20;

/** Pictures that one person may have in line: more than a browser asks for at once. */
const IN_LINE_OF_ONE = 256;

/** People whose pictures wait while another's is made. */
const PEOPLE_IN_LINE = 16;

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

export interface PreviewOptions {
  /** For whom it is: those of one person are made one after the other, in a line of their own. */
  userId: string;
  /** Of the longer side, in pixels. */
  maxSide: number;
  /** Reads the picture; asked unless a preview of the same one is at hand. */
  read: () => Promise<Uint8Array>;
}

export interface Previews {
  /**
   * Returns a preview as a person sees the picture, without place or camera. Throws NoPreviewError, and
   * BusyError where too many are in line.
   */
  of(picture: Picture, options: PreviewOptions): Promise<Preview>;
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
  const inLine = bounded({ atOnce: 1, waiting: PEOPLE_IN_LINE });
  const linesOfPeople = {};
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

  /** One that is at hand; throws where it is known that there can be none. */
  function known({ sha256, type, size }: Picture, maxSide: number): Preview | undefined {
    if (!type.startsWith("image/")) throw new NoPreviewError("It is not a picture");
    if (size > MAX_PICTURE_BYTES) throw new NoPreviewError("The picture is too large to decode");
    const problem = hopeless.get(sha256);
    if (problem !== undefined) throw new NoPreviewError(problem);
    return made.get(`${sha256} ${maxSide}`);
  }

  async function makeNow(
    { sha256, type, width = 0, height = 0 }: Picture,
    { maxSide, read }: PreviewOptions,
  ): Promise<Preview> {
    try {
      const side = Math.max(width, height);
      const task = { type, side, maxSide, maxBytes: MAX_PREVIEW_BYTES };
      const preview = await make({ ...task, bytes: await read() });
      made.set(`${sha256} ${maxSide}`, preview);
      return preview;
    } catch (error) {
      // What it was doing is unknown, so the next one gets another worker.
      end();
      if (error instanceof NoPreviewError) hopeless.set(sha256, error.message);
      throw error;
    }
  }

  return {
    async of(picture, options) {
      const { userId, maxSide } = options;
      const turn = { scope: linesOfPeople, name: userId, atMost: IN_LINE_OF_ONE };
      return known(picture, maxSide) ??
        await inTurn(turn, async () =>
          // Whoever was in line before may have asked for the same.
          known(picture, maxSide) ?? await inLine(() => makeNow(picture, options)));
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
