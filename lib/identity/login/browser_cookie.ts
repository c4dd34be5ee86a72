import { parse, serialize } from "hono/utils/cookie";
import { randomSecret } from "../storage/hashing.ts";
import { LOGIN_ATTEMPT } from "../storage/lifetimes.ts";

/**
 * The cookie to which ways to the provider and challenges for passkeys are bound: who comes back in another browser brings
 * somebody else's sign-in (login CSRF; RFC 9700, section 4.7.1).
 */
export interface BrowserCookie {
  /** The secret that a browser brings, or a new one: several tabs go there at once. */
  readOrMake(cookieHeader: string | null | undefined): string;
  /** The secret that a browser brings. */
  read(cookieHeader: string | null | undefined): string | undefined;
  /** As a `Set-Cookie` header. */
  write(secret: string): string;
}

const SECRET = /^[\w-]{43}$/;

/**
 * The cookie of a server at `origin`. On https it has the prefix `__Host-`, so that no subdomain can
 * set it. `Lax` lets it come along with the redirect from the provider.
 */
export function browserCookie(origin: string): BrowserCookie {
  const secure = new URL(origin).protocol === "https:";
  const name = secure ? "__Host-epicme_login" : "epicme_login";
  // Longer than an attempt: at its end they may still have to say whether an account is theirs.
  const maxAge = 2 * LOGIN_ATTEMPT;
  const options = { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge };
  const read = (header: string | null | undefined) => {
    const secret = parse(header ?? "", name)[name];
    return secret && SECRET.test(secret) ? secret : undefined;
  };
  return {
    read,
    readOrMake: (header) => read(header) ?? randomSecret(),
    write: (secret) => serialize(name, secret, options as Parameters<typeof serialize>[2]),
  };
}
