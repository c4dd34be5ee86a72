import { InvalidTokenError } from "./errors.ts";

/** The `b64token` of RFC 6750, section 2.1. A list of two credentials does not match. */
const B64_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Returns the access token of the `Authorization` header (RFC 6750, section 2.1), or `undefined`
 * when no bearer credential was sent. A token in the query string or the body is never looked at.
 *
 * @throws {InvalidTokenError} when a bearer credential was sent that cannot be one token
 */
export function readBearerToken(headers: Headers): string | undefined {
  const [scheme, ...rest] = (headers.get("authorization") ?? "").trim().split(/ +/);
  if (scheme.toLowerCase() !== "bearer" || rest.length === 0) return undefined;
  const token = rest.join(" ");
  // Two Authorization headers reach us joined by a comma, which no token contains.
  if (!B64_TOKEN.test(token)) throw new InvalidTokenError("The access token is malformed");
  return token;
}
