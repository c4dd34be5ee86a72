import { z } from "zod";
import { isSecure } from "../loopback.ts";

/** Words for yes and no. */
export const onOff = z.enum(["on", "off"], "Expected on or off").transform((value) =>
  value === "on"
);

/** An address of the web: https, unless it is a loopback address. */
export const secureUrl = z.url({ protocol: /^https?$/, error: "Expected an http(s) URL" }).refine(
  (value) => !URL.canParse(value) || isSecure(new URL(value)),
  "Expected https: only a loopback address may use plain http",
);

/** The same without anything after host and port. */
export const origin = secureUrl.refine(
  (value) => !URL.canParse(value) || isOrigin(new URL(value)),
  "Expected an origin without path, query or credentials, such as https://journal.example.com",
);

/** A number in digits, within bounds. */
export function wholeNumber(min: number, max: number) {
  const message = `Expected a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, message).transform(Number).refine(
    (value) => value >= min && value <= max,
    message,
  );
}

function isOrigin(url: URL): boolean {
  return url.pathname === "/" && !url.hostname.endsWith(".") && !url.search && !url.hash &&
    !url.username && !url.password;
}
