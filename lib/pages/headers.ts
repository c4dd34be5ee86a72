import { hashSource } from "../digest.ts";
import { STYLE } from "./style.ts";

/**
 * The headers of an HTML page: never framed, never cached, and nothing runs or loads but our own
 * icon, stylesheet and, when given, exactly `script`, which reaches nobody but us.
 *
 * There is no `form-action`: Chromium applies it to the redirects that follow a form, and consent
 * ends with a redirect to the client. The referrer policy is `same-origin`, because `no-referrer`
 * makes browsers send `Origin: null` with our own forms, which the check against forgery refuses.
 */
export function pageHeaders({ script }: { script?: string } = {}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src '${hashSource(STYLE)}'`,
    ...(script ? [`script-src '${hashSource(script)}'`, "connect-src 'self'"] : []),
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}
