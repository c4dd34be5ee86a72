import { encodeTime, TIME_LEN } from "ulid";

/** The pattern of a ULID, in the canonical upper case. */
export const ULID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text has the form of an id. */
export function isId(text: string): boolean {
  return ULID_PATTERN.test(text);
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_DIGITS = 16;

/** A new id of a moment: a ULID, whose 80 random bits are drawn at once. */
export function newId(time: number): string {
  let id = encodeTime(time, TIME_LEN);
  for (const byte of crypto.getRandomValues(new Uint8Array(RANDOM_DIGITS))) id += DIGITS[byte & 31];
  return id;
}
