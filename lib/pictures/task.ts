/** A picture that is small enough for a model, or for a page. */
export interface Preview {
  bytes: Uint8Array<ArrayBuffer>;
  /** JPEG, or WebP where it is transparent. */
  type: string;
  width: number;
  height: number;
}

/** What the worker is given. */
export interface PreviewTask {
  /** The WebAssembly of the decoders, with the first task only. */
  decoder?: Uint8Array;
  bytes: Uint8Array;
  /** The media type that was looked at. */
  type: string;
  /** Of the longer side, in pixels, as far as it is known; 0 otherwise. */
  side: number;
  /** Of the longer side of the preview. */
  maxSide: number;
  maxBytes: number;
}

export type PreviewAnswer = { preview: Preview; problem?: undefined } | { problem: string };
