/** The parameters of a Bearer challenge (RFC 6750, section 3; RFC 9728, section 5.1). */
export type Challenge = Record<string, string>;

/**
 * Returns the parameters of the one Bearer challenge of an answer. Throws when there is none or
 * more than one, when a parameter comes twice, and when a value is no quoted-string (RFC 9110, section 5.6.4).
 */
export function readChallenge(headers: Headers): Challenge {
  const value = headers.get("www-authenticate") ?? "";
  const malformed = new Error(`Not one Bearer challenge: ${value || "no header"}`);
  if (!value.startsWith("Bearer ")) throw malformed;
  const parameter = /([a-z_]+)="((?:[^"\\]|\\["\\])*)"(, |$)/y;
  parameter.lastIndex = "Bearer ".length;
  const challenge: Challenge = {};
  while (parameter.lastIndex < value.length) {
    const [, name, text] = parameter.exec(value) ?? [];
    if (name === undefined || name in challenge) throw malformed;
    challenge[name] = text.replace(/\\(.)/g, "$1");
  }
  return challenge;
}
