import { createHash } from "node:crypto";

/** The name of a user's index: fit for a file, and it does not reveal whose index it is. */
export function indexName(userId: string): string {
  return createHash("sha256").update(userId).digest("hex").slice(0, 40);
}
