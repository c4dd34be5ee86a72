import type { Upload } from "../../journal/mod.ts";
import type { Previews } from "../../pictures/mod.ts";

/** What one request can do with files, beside what the journal says of them. */
export interface Files {
  /** Returns the address at which this upload is taken with PUT, until it expires. */
  uploadUrl(upload: Upload): Promise<string>;
  /** Returns an address at which one attachment is had for 15 minutes, and until when. */
  downloadLink(id: string): Promise<{ url: string; expiresAt: number }>;
  /** Fetches from an https address of others; rejects for one that is not public. */
  fetch: typeof fetch;
  preview: Previews["of"];
}
