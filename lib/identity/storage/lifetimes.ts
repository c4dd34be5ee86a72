const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long the records of oidc-provider live, in seconds. */
export const TTL = {
  AccessToken: HOUR,
  AuthorizationCode: MINUTE,
  /** From consent on; each refresh token that is issued under the grant carries it further. */
  Grant: 30 * DAY,
  IdToken: HOUR,
  Interaction: HOUR,
  /** Idle life: every rotation starts it anew. */
  RefreshToken: 30 * DAY,
  Session: 14 * DAY,
} as const;

/** How long a session at `/account` lives from its sign-in on, whatever is done in it, in seconds. */
export const ACCOUNT_SESSION = 12 * HOUR;

/** How long a session at `/account` lives in which nothing is done, in seconds. */
export const ACCOUNT_SESSION_IDLE = 30 * MINUTE;

/** How long somebody may take at the provider, and to say how they go on then, in seconds. */
export const LOGIN_ATTEMPT = 10 * MINUTE;

/** How long after the provider has confirmed who somebody is they can do what needs that, in seconds. */
export const CONFIRMED = 5 * MINUTE;

/** How long a passkey may take to answer a challenge, in seconds. */
export const CHALLENGE = 5 * MINUTE;

/** How long a sign-in is listed, in seconds. */
export const SIGN_IN_LISTED = 90 * DAY;

/** How long a registered client lives that never got a token, in seconds. */
export const UNUSED_CLIENT = DAY;

/**
 * The same for a client that redeems ID-JAGs, in seconds: somebody at the company has to let it in at
 * their provider first.
 */
export const UNUSED_ENTERPRISE_CLIENT = 30 * DAY;

/** How long a registered client lives after its last token, in seconds. */
export const USED_CLIENT = 90 * DAY;

/** How old the metadata document of a client with tokens may grow while its host is down, in seconds. */
export const USED_CLIENT_DOCUMENT = 30 * DAY;

/**
 * How long after its rotation a refresh token that comes again counts as the loser of a race and
 * not as stolen, in seconds: long enough for two processes of one client, too short to be useful. The
 * very same refresh gets the same answer for as long.
 */
export const ROTATION_GRACE = 10;
