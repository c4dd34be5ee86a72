import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { previewPath } from "../../pages/journal_paths.ts";
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
    for (const { children } of tokens) if (children) aim(children, env);
  });
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, n) => {
    const target = tokens[n].meta as Target | undefined;
    return target ? openLink(target) : "";
  };
  rules.link_close = (tokens, n) => tokens[n].meta ? "</a>" : "";
  rules.image = (tokens, n, options, env, self) => {
    const { children, meta } = tokens[n];
    const alt = self.renderInlineAsText(children ?? [], options, env).trim();
    return picture(meta as Picture, alt);
  };

  /** Says of each link and picture where it leads. */
  function aim(tokens: Token[], around: Surroundings): void {
    const open: (Target | undefined)[] = [];
    for (const token of tokens) {
      if (token.type === "link_open") {
        open.push(targetOf(token.attrGet("href") ?? "", around));
        token.meta = open.at(-1);
      } else if (token.type === "link_close") token.meta = open.pop();
      else if (token.type === "image") {
        const address = token.attrGet("src") ?? "";
        const picture: Picture = {
          address,
          target: targetOf(address, around),
          isInLink: open.some((target) => target !== undefined),
        };
        token.meta = picture;
      }
    }
  }

  function openLink({ kind, href }: Target): string {
    const rel = kind === "elsewhere" ? ` rel="${REL}"` : "";
    return `<a href="${escape(href)}"${rel}>`;
  }

  function picture({ address, target, isInLink }: Picture, alt: string): string {
    if (target?.kind === "file" && target.attachment.type.startsWith("image/")) {
      const { id, name, alt: told } = target.attachment;
      const text = escape(alt || told || name);
      const shown = `<img src="${previewPath(id, "small")}" alt="${text}" loading="lazy">`;
      return isInLink ? shown : `<a href="${previewPath(id, "large")}">${shown}</a>`;
    }
    const text = escape(alt || (target?.kind === "file" ? target.attachment.name : address));
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

/** A picture of a text. */
interface Picture {
  /** As it was written. */
  address: string;
  target?: Target;
  isInLink: boolean;
}
