/** The pattern of a ULID, in the canonical upper case. */
export const ULID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text has the form of an id. */
export function isId(text: string): boolean {
  return ULID_PATTERN.test(text);
}
