/** Where the endpoints are; every one is advertised in the metadata (RFC 8414). */
export const PATHS = {
  authorize: "/oauth/authorize",
  token: "/oauth/token",
  register: "/oauth/register",
  introspect: "/oauth/introspect",
  revoke: "/oauth/revoke",
  jwks: "/oauth/jwks",
} as const;

/** The page on which a person signs in and gives consent; its id is bound to a cookie. */
export function interactionPath(uid: string): string {
  return `/oauth/interaction/${uid}`;
}

/** Which interaction a path names, and what it asks of it. */
export interface InteractionTarget {
  readonly uid: string;
  readonly step?: "sign-up" | "login" | "passkey" | "switch" | "again";
}

/** Reads the path of an interaction; `undefined` if it is none. */
export function parseInteractionPath(pathname: string): InteractionTarget | undefined {
  const match = /^\/oauth\/interaction\/([\w-]+)(?:\/(sign-up|login|passkey|switch|again))?$/.exec(
    pathname,
  );
  if (!match) return undefined;
  return { uid: match[1], step: match[2] as InteractionTarget["step"] };
}

/** Where oidc-provider goes on with an interaction that was answered. */
export function resumePath(uid: string): string {
  return `${PATHS.authorize}/${uid}`;
}

/** The interaction that a path goes on with; `undefined` if it is none. */
export function parseResumePath(pathname: string): string | undefined {
  return /^\/oauth\/authorize\/([\w-]+)$/.exec(pathname)?.[1];
}

/**
 * How a path is asked for that oidc-provider, and not we, answers with a page or a redirect for a
 * browser; `undefined` for any other.
 */
export function browserMethods(pathname: string): readonly string[] | undefined {
  if (pathname === PATHS.authorize || parseResumePath(pathname)) return ["GET"];
  return parseInteractionPath(pathname) && ["GET", "HEAD", "POST"];
}
