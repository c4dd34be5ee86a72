import { createHash } from "node:crypto";

/** The SHA-256 of a text (UTF-8), in base64url: 43 characters. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** The SHA-256 of a text in lowercase hexadecimal, cut to `length` characters. */
export function sha256Hex(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** The SHA-256 of a text as 32 bytes. */
export function sha256Bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

/** A text as a source of a content security policy (CSP 3, hash-source). */
export function hashSource(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
