/** Every scope with what it lets a client do, in the words the consent page shows. */
export const SCOPES = {
  "user:read": "See your name, your e-mail address and what your connected apps did",
  "user:write": "Delete all of your data, after asking you",
  "entries:read": "Read your journal entries",
  "entries:write": "Write, change and delete journal entries",
  "entries:private": "See the entries you marked as private",
  "tags:read": "See your tags",
  "tags:write": "Create, rename and delete tags",
} as const;

/** One permission of an access token (RFC 6749, section 3.3). */
export type Scope = keyof typeof SCOPES;

/** All scopes, in their documented order. */
export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[];

/**
 * What a client needs for everyday work. Many clients never ask again for more, so the first
 * challenge and the protected-resource metadata name exactly these.
 */
export const EVERYDAY_SCOPES: readonly Scope[] = [
  "user:read",
  "entries:read",
  "entries:write",
  "tags:read",
  "tags:write",
];

/** Whether `value` names a scope of ours. */
export function isScope(value: string): value is Scope {
  return Object.hasOwn(SCOPES, value);
}
