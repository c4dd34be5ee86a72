import type { Upload } from "../../journal/mod.ts";
import type { Picture, Preview, PreviewOptions } from "../../pictures/mod.ts";

/** What one request can do with files, beside what the journal says of them. */
export interface Files {
  /** Returns the address at which this upload is taken with PUT, until it expires. */
  uploadUrl(upload: Upload): Promise<string>;
  /** Returns an address at which one attachment is had for 15 minutes, and until when. */
  downloadLink(id: string): Promise<{ url: string; expiresAt: number }>;
  /** Fetches from an https address of others; rejects for one that is not public. */
  fetch: typeof fetch;
  /** Returns a small picture of a large one; throws NoPreviewError, and BusyError. */
  preview(picture: Picture, options: Omit<PreviewOptions, "userId">): Promise<Preview>;
}
