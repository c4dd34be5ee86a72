/** What every body of the endpoints is, but for registrations (RFC 6749, appendix B). */
const FORM = "application/x-www-form-urlencoded";

/**
 * The headers with which a form goes to oidc-provider. A client that names several types at once, or
 * none, has sent a form all the same; one that names only another type is refused there. JSON is
 * asked for because oidc-provider shows a page to whoever prefers one.
 */
export function formHeaders(request: Request): Record<string, string> {
  const types = (request.headers.get("content-type") ?? FORM).toLowerCase().split(/[,;]/);
  const isForm = types.some((type) => type.trim() === FORM);
  return { accept: "application/json", ...(isForm ? { "content-type": FORM } : {}) };
}
