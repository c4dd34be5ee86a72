import { sha256Hex } from "../../digest.ts";

/** The name of a user's index: fit for a file, and it does not reveal whose index it is. */
export function indexName(userId: string): string {
  return sha256Hex(userId, 40);
}
