/** Every character that RFC 3986 knows, and escapes that are whole. */
const URI = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

/**
 * Whether a text has the characters of a URI only (RFC 3986, section 2). Browsers take others, too,
 * and a backslash for a slash, so they may find another host than whoever reads the text.
 */
export function hasUriCharacters(text: string): boolean {
  return URI.test(text);
}

/**
 * The host of a URI as it is written, in lower case and without its port (RFC 3986, section 3.2.2);
 * `undefined` without an authority, or with credentials. `URL` shows `127.0.0.1` for `0x7f.1`.
 */
export function writtenHost(uri: string): string | undefined {
  const authority = /^[^:/?#]+:\/\/([^/?#]*)/.exec(uri)?.[1];
  if (authority === undefined || authority.includes("@")) return undefined;
  return authority.replace(/:\d*$/, "").toLowerCase();
}
