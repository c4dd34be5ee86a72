import { randomBytes, timingSafeEqual } from "node:crypto";
import { sha256Bytes } from "../../digest.ts";

/** Whether two secrets are the same, in a time that depends on neither of them. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(sha256Bytes(left), sha256Bytes(right));
}

/** 256 random bits in base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}
