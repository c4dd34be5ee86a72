import { decodeTime, ulid } from "ulid";
import { sha256Hex } from "../digest.ts";

const OWNER_DIGITS = 40;

/** The first part of all keys of somebody: nobody can tell from it who they are. */
export function ownerOf(userId: string): string {
  return sha256Hex(userId, OWNER_DIGITS);
}

/** The owner whose user id is known by its whole digest only. */
export function ownerOfDigest(digest: Uint8Array): string {
  return digest.toHex().slice(0, OWNER_DIGITS);
}

/** A key that nothing has; `now` is in milliseconds. */
export function newBlobKey(userId: string, now: number): string {
  return `${ownerOf(userId)}/${ulid(now)}`;
}

/** Whose it is, and when it was made, in milliseconds. */
export function readBlobKey(key: string): { owner: string; madeAt: number } {
  const [owner, id] = key.split("/");
  return { owner, madeAt: decodeTime(id.slice(0, 26)) };
}
