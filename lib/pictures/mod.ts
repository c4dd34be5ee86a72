/** Small pictures of large ones. */
export {
  LIST_SIDE,
  MAX_PICTURE_BYTES,
  MODEL_SIDE,
  NoPreviewError,
  openPreviews,
  type Picture,
  type PreviewOptions,
  type Previews,
} from "./previews.ts";
export type { Preview } from "./task.ts";
