/**
 * Whether a form was sent by one of our own pages. Browsers say so in `Sec-Fetch-Site`, where the
 * connection is trustworthy, and in `Origin` on every POST; what sends neither is no browser and
 * carries nobody's cookies but its own.
 */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const from = headers.get("origin");
  return from === null || from === origin;
}
