/** Small pictures of large ones. */
export {
  LIST_SIDE,
  MAX_PICTURE_BYTES,
  MODEL_SIDE,
  NoPreviewError,
  openPreviews,
  type Previews,
} from "./previews.ts";
export type { Preview } from "./task.ts";
