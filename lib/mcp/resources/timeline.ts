import { TIMELINE_APP } from "../apps/timeline.ts";
import type { Resource } from "../define/resource.ts";

const { text, ...described } = TIMELINE_APP;

/** It holds nothing of anybody: what it shows, it gets by calling tools. */
export const timeline: Resource = {
  ...described,
  scopes: [],
  read: () => Promise.resolve({ mimeType: described.mimeType, text, _meta: described._meta }),
};
