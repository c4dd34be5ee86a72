import type { BlobPlace } from "../../blobs/mod.ts";
import type { Context } from "../store/context.ts";
import { InvalidError } from "../errors.ts";

/** Where they are; throws InvalidError on a server that keeps none. */
export function placeOf({ blobs }: Context): BlobPlace {
  if (blobs) return blobs;
  throw new InvalidError(
    "This server keeps no files",
    "Write the entry without attachments; whoever runs the server can set BLOB_URL",
  );
}
