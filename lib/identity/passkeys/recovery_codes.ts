import { randomBytes } from "node:crypto";
import { sha256 } from "../../digest.ts";

/** How many there are at first. */
export const RECOVERY_CODES = 10;

/** Without letters that are taken for digits, as Crockford's base 32. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** Makes new codes of 80 random bits each, such as `k3v9-0m2p-x7qa-94tz`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % 32]).join("");
    return letters.match(/.{4}/g)!.join("-");
  });
}

/** The form in which a code is kept. So many random bits need no slow hash. */
export function hashRecoveryCode(code: string): string {
  return sha256(code.toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 64));
}
