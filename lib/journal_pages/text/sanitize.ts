import sanitizeHtml from "sanitize-html";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";

/** What the renderer makes, and nothing else: it stands behind it, should it ever be wrong. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...["p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "div"],
    ...["ul", "ol", "li", "strong", "em", "s", "sup", "section", "a", "img", "input"],
    ...["table", "thead", "tbody", "tr", "th", "td"],
  ],
  allowedAttributes: {
    a: ["href", "rel", "id", "aria-label"],
    div: ["tabindex", "role", "aria-label"],
    img: ["src", "alt", "width", "height", "loading"],
    input: ["type", "checked", "disabled", "aria-label"],
    li: ["id"],
    ol: ["start"],
    pre: ["tabindex"],
    section: ["aria-label"],
  },
  allowedClasses: {
    div: ["scroll"],
    li: ["task"],
    section: ["footnotes"],
    td: ["center", "right"],
    th: ["center", "right"],
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  // Pictures of others would tell them who reads this, and when.
  exclusiveFilter: ({ tag, attribs }) =>
    tag === "img" && !attribs.src?.startsWith(`${JOURNAL_PATHS.files}/`) ||
    tag === "input" && attribs.type !== "checkbox",
};

/** Leaves of HTML what a rendered entry consists of. */
export function sanitize(html: string): string {
  return sanitizeHtml(html, ALLOWED);
}
