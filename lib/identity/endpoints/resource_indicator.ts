import { hasUriCharacters, writtenHost } from "../../uri.ts";

/**
 * A resource indicator (RFC 8707, section 2) in the one spelling of `resource`, if it is an equal one:
 * scheme and host in any case, the default port, needless escapes (RFC 3986, section 6.2), and a
 * slash at the end, which people type. Any other as it is, to be refused.
 */
export function canonicalResource(indicator: string, resource: string): string {
  return normal(indicator) === normal(resource) ? resource : indicator;
}

/** The `resource` parameters with ours in one spelling, and named once. */
export function canonicalResources(indicators: readonly string[], resource: string): string[] {
  const named = indicators.filter(Boolean).map((each) => canonicalResource(each, resource));
  return [...new Set(named)];
}

/** `undefined` for what browsers and others may read as different URIs. */
function normal(uri: string): string | undefined {
  const url = hasUriCharacters(uri) ? URL.parse(uri) : null;
  if (!url || writtenHost(uri) !== url.hostname) return undefined;
  url.pathname = url.pathname.replace(/%[0-9A-Fa-f]{2}/g, unescapeNeedless).replace(/\/$/, "");
  return url.href;
}

/** RFC 3986, section 6.2.2.2: unreserved characters are the same with and without an escape. */
function unescapeNeedless(escape: string): string {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
}
