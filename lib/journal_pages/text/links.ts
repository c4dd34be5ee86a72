import type { MarkdownIt, Token } from "markdown-it";

import { previewPath, type PreviewSize } from "../../pages/journal_paths.ts";
import { previewOf } from "./preview.ts";
import { mayBeTarget, type Surroundings, type Target, targetOf } from "./references.ts";

/** Nothing of who reads goes along with a link. */
const REL = "noopener noreferrer nofollow";

/**
 * Lets links lead to the web, to entries and to files of the entry, and nowhere else. What names no
 * such address stays the text that it is. Pictures are files of the entry; one that is elsewhere is
 * never loaded, but linked.
 */
export function safeLinks(markdown: MarkdownIt): void {
  markdown.validateLink = mayBeTarget;
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  markdown.linkify.add("ftp:", null).add("//", null);
  markdown.linkify.add("epicme:", { validate: lengthOfEntry });

  markdown.core.ruler.push("safe_links", ({ tokens, env }) => {
    for (const { children } of tokens) if (children) aim(children, env as Surroundings);
  });
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, n) => {
    const target = targetIn(tokens[n]);
    return target ? openLink(target) : "";
  };
  rules.link_close = (tokens, n) => targetIn(tokens[n]) ? "</a>" : "";
  rules.image = (tokens, n, options, env, self) => {
    const alt = self.renderInlineAsText(tokens[n].children ?? [], options, env).trim();
    return picture(tokens[n], alt, (env as Surroundings).pictures);
  };

  /** Says of each link and picture where it leads. */
  function aim(tokens: Token[], around: Surroundings): void {
    const open: (Target | undefined)[] = [];
    for (const token of tokens) {
      if (token.type === "link_open") {
        const target = targetOf(String(token.attrGet("href") ?? ""), around);
        open.push(target);
        token.meta = { target };
      } else if (token.type === "link_close") token.meta = { target: open.pop() };
      else if (token.type === "image") {
        const target = targetOf(addressOf(token), around);
        token.meta = { target, isInLink: open.some((target) => target !== undefined) };
      }
    }
  }

  function openLink({ kind, href }: Target): string {
    const rel = kind === "elsewhere" ? ` rel="${REL}"` : "";
    return `<a href="${escape(href)}"${rel}>`;
  }

  function picture(token: Token, alt: string, size: PreviewSize = "small"): string {
    const target = targetIn(token);
    const isInLink = token.meta?.isInLink === true;
    if (target?.kind === "file" && target.attachment.type.startsWith("image/")) {
      const { id, name, alt: told } = target.attachment;
      const text = escape(alt || told || name);
      const lazy = size === "small" ? ' loading="lazy"' : "";
      const { src, width, height } = previewOf(target.attachment, size);
      const room = width ? ` width="${width}" height="${height}"` : "";
      const shown = `<img src="${src}" alt="${text}"${room}${lazy}>`;
      return isInLink ? shown : `<a href="${previewPath(id, "large")}">${shown}</a>`;
    }
    const name = target?.kind === "file" ? target.attachment.name : addressOf(token);
    const text = escape(alt || name);
    return target && !isInLink ? `${openLink(target)}${text}</a>` : text;
  }

  function escape(text: string): string {
    return markdown.utils.escapeHtml(text);
  }
}

const ENTRY_AFTER_SCHEME = /\/\/entries\/[0-9A-Z]{26}/y;

/** How long the rest of an entry's URI is that begins before `at`; 0 if none does. */
function lengthOfEntry(text: string, at: number): number {
  ENTRY_AFTER_SCHEME.lastIndex = at;
  return ENTRY_AFTER_SCHEME.exec(text)?.[0].length ?? 0;
}

/** Where a link or a picture leads to, once that is known. */
function targetIn({ meta }: Token): Target | undefined {
  return meta?.target as Target | undefined;
}

/** The address of a picture as it was written. */
function addressOf(token: Token): string {
  return String(token.attrGet("src") ?? "");
}
