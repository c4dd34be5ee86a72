import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The SHA-256 of `text` in base64url: 43 characters, whatever the length of the text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Whether two secrets are the same, in a time that depends on neither of them. */
export function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** 256 random bits in base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}
