import type { Random } from "./random.ts";

/** In a page that shows it unescaped this would be an element. */
export const MARKUP = "<fuzz-markup onload=1>";

/** In a header that repeats it unescaped this would be another header. */
export const INJECTED_HEADER = "x-fuzz-injected";

/** Where nobody may be redirected to. */
export const FOREIGN_HOST = "evil.example";

const TEXTS = [
  ...["", " ", "\0", "a\0b", "\t\n\r", "\u202e", "\ufeff", "\ud800", "\udfff\ud800", "ﬀİıß", "😀"],
  ...[
    "null",
    "undefined",
    "NaN",
    "true",
    "-1",
    "0",
    "1e309",
    "9007199254740993",
    "[object Object]",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "then", "length", "valueOf"],
  ...["'; DROP TABLE entries;--", '" OR ""="', "${7*7}", "{{7*7}}", "(a+)+$", "%s%n", "a b", "a,b"],
  ...["%00", "%2e%2e%2f", "../../etc/passwd", "%0d%0aX-Fuzz-Injected: 1", "%", "%zz", "%c0%af"],
  ...[MARKUP, `">${MARKUP}`, `'>${MARKUP}`, `</title>${MARKUP}`, `javascript:alert(1)`],
  ...["\r\nX-Fuzz-Injected: 1", `https://${FOREIGN_HOST}/`, `//${FOREIGN_HOST}`],
  ...["https://127.0.0.1/client.json", "https://[::1]/client.json", "https://x.invalid/c.json"],
  ...["01ARZ3NDEKTSV4RRFFQ69G5FAV", "7".padEnd(26, "Z"), "8".padEnd(26, "Z"), "0".repeat(26)],
  ...["2026-02-30", "2026-02-29T12:00:00Z", "0000-01-01", "9999-12-31T23:59:59.999Z", "2026-13-01"],
  ...["+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z", "2026-01-01T00:00:00+23:59"],
  ...[
    btoa("{}"),
    btoa("[]"),
    btoa("null"),
    btoa('{"t":1e400}'),
    btoa("\0\0\0"),
    "eyJhbGciOiJub25lIn0.",
  ],
  ...["Europe/Zurich", "Mars/Olympus", "markdown", "json", "entries:read", "openid user:write *"],
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53, 5e-324, 2 ** 31, 100, 101],
  ...[[], {}, [[]], [null], [{}], { length: -1 }, { then: 1 }],
  ...[{ $ref: "#" }, { __proto__: null }, ["get_entry"], { name: "get_entry" }],
  // Neither a text nor a number can be made of it.
  ...Array.from({ length: 6 }, () => ({ toString: 1, valueOf: 1 })),
];

/** Percent-encoded it must still be an address that a server looks at, and does not refuse unread. */
const LONGEST = 8_000;

/** A text that somebody might have forgotten to think of; now and then a long one. */
export function hostileText(random: Random): string {
  const text = random.pick(TEXTS);
  if (random.chance(0.02)) return (text || "x").repeat(1 + random.below(3_000)).slice(0, LONGEST);
  return random.chance(0.2) ? text + random.pick(TEXTS) : text;
}

/** A JSON value of any type. */
export function hostileValue(random: Random): unknown {
  return random.chance(0.6) ? hostileText(random) : random.pick(VALUES);
}
