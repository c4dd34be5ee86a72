import { createHash } from "node:crypto";
import type { WrittenBlob } from "./blob_store.ts";

/** Counts and digests the bytes that go through it. */
export class Measured extends TransformStream<Uint8Array, Uint8Array> {
  readonly #hash = createHash("sha256");
  #size = 0;

  constructor() {
    super({
      transform: (chunk, controller) => {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        controller.enqueue(chunk);
      },
    });
  }

  /** What went through. To be called once, at the end. */
  result(): WrittenBlob {
    return { size: this.#size, sha256: this.#hash.digest("hex") };
  }
}
