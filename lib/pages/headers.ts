import { hashSource } from "../digest.ts";
import { STYLE } from "./style.ts";

/** What a page has beside its markup. */
export interface PageParts {
  /** Its one inline script, which reaches nobody but us. */
  script?: string;
  /** A stylesheet of its own, beside the one of every page. */
  style?: string;
  /** Whether it plays sounds and films of ours. */
  hasMedia?: boolean;
}

/**
 * The headers of an HTML page: never framed, never cached, and nothing runs or loads but our own
 * pictures, stylesheets and, when given, exactly `script`.
 *
 * There is no `form-action`: Chromium applies it to the redirects that follow a form, and consent
 * ends with a redirect to the client. The referrer policy is `same-origin`, because `no-referrer`
 * makes browsers send `Origin: null` with our own forms, which the check against forgery refuses.
 */
export function pageHeaders(
  { script, style, hasMedia }: PageParts = {},
): Record<string, string> {
  const styles = [STYLE, ...(style ? [style] : [])].map((sheet) => `'${hashSource(sheet)}'`);
  const policy = [
    "default-src 'none'",
    `style-src ${styles.join(" ")}`,
    ...(script ? [`script-src '${hashSource(script)}'`, "connect-src 'self'"] : []),
    "img-src 'self'",
    ...(hasMedia ? ["media-src 'self'"] : []),
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
