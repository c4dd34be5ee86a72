import createMarkdown, { type MarkdownIt } from "markdown-it";
import footnotes from "markdown-it-footnote";
import { LIMITS } from "../../journal/mod.ts";
import { safeLinks } from "./links.ts";
import type { Surroundings } from "./references.ts";
import { sanitize } from "./sanitize.ts";
import { taskLists } from "./task_lists.ts";

/** An entry whose text is to be shown. */
export interface MarkdownOptions extends Surroundings {
  /** Makes the ids of footnotes unique on a page. */
  id?: string;
  /** What the largest heading of the text becomes; 2 unless given. */
  headingLevel?: number;
}

/** What 256 KiB of a person's text never come to; those of an attacker can come to 12 MB. */
const MAX_HTML = 2 ** 20;

/** Beyond it they stay as they are written: the plugin copies all of a text for each footnote. */
const MAX_FOOTNOTES = 1_000;
const FOOTNOTE = /\^\[|\[\^/g;

const OPTIONS = { html: false, linkify: true, breaks: true, maxNesting: 30 };
const markdown = createMarkdown(OPTIONS).use(footnotes).use(taskLists).use(safeLinks).use(shape);
const withoutFootnotes = createMarkdown(OPTIONS).use(taskLists).use(safeLinks).use(shape);

/**
 * Returns the text of an entry as HTML: CommonMark with tables, task lists, footnotes and links, and
 * without raw HTML. It is safe to stand on a page of ours, whatever the text says: nothing in it
 * runs, is styled or loads but previews of the files that are given. A text that would come to very
 * much is shown as it is written.
 */
export function renderMarkdown(
  content: string,
  { id, headingLevel = 2, attachments, pictures }: MarkdownOptions = {},
): string {
  // A form can hold more than an entry can: that is not to be saved, and its preview can be plain.
  if (content.length > LIMITS.contentBytes) return plainHtml(content);
  const hasFew = (content.match(FOOTNOTE)?.length ?? 0) <= 2 * MAX_FOOTNOTES;
  const html = (hasFew ? markdown : withoutFootnotes)
    .render(content, { docId: id, headingLevel, attachments, pictures });
  return html.length > MAX_HTML ? plainHtml(content) : sanitize(html);
}

/** A text as it is written, as HTML. */
function plainHtml(text: string): string {
  return `<pre tabindex="0"><code>${markdown.utils.escapeHtml(text)}</code></pre>`;
}

/** Fits what is rendered into a page: headings below its own, and no style attributes. */
function shape(markdown: MarkdownIt): void {
  markdown.core.ruler.push("shape", ({ tokens, env }) => {
    for (const token of tokens) {
      if (token.type === "heading_open" || token.type === "heading_close") {
        const level = Number(token.tag.slice(1)) + Number(env.headingLevel) - 1;
        token.tag = `h${Math.min(level, 6)}`;
      } else if (token.type === "th_open" || token.type === "td_open") {
        const side = /center|right/.exec(String(token.attrGet("style")))?.[0];
        token.attrs = side ? [["class", side]] : null;
      }
    }
  });
  const { rules } = markdown.renderer;
  // What is wider than the page scrolls by itself, for the keyboard too.
  rules.table_open = () =>
    '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>';
  rules.table_close = () => "</table></div>";
  rules.fence = rules.code_block = (tokens, n) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[n].content)}</code></pre>`;
  rules.footnote_block_open = () => '<section class="footnotes" aria-label="Footnotes"><ol>';
  rules.footnote_block_close = () => "</ol></section>";
  rules.footnote_anchor = (tokens, n, options, env, self) => {
    const id = self.rules.footnote_anchor_name?.(tokens, n, options, env, self);
    const { subId } = tokens[n].meta as { subId: number };
    const name = subId > 0 ? `${id}:${subId}` : id;
    return ` <a href="#fnref${name}" aria-label="Back to the text">↩\uFE0E</a>`;
  };
}
