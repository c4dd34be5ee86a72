import type { Attachment } from "../../journal/mod.ts";
import { previewPath, type PreviewSize } from "../../pages/journal_paths.ts";
import { LIST_SIDE, MODEL_SIDE } from "../../pictures/mod.ts";

/** The longer sides of previews, in pixels. */
export const SIDES: Readonly<Record<PreviewSize, number>> = {
  small: LIST_SIDE,
  large: MODEL_SIDE,
};

/** The attributes of a preview: the page knows its room before it is there. */
export function previewOf(
  { id, width, height }: Pick<Attachment, "id" | "width" | "height">,
  size: PreviewSize,
): { src: string; width?: number; height?: number } {
  const src = previewPath(id, size);
  if (!width || !height) return { src };
  const scale = Math.min(1, SIDES[size] / Math.max(width, height));
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { src, width: scaled(width), height: scaled(height) };
}
