import type { MarkdownIt } from "markdown-it";

const MARK = /^\[([ xX])\][ \t]+/;

/**
 * Makes boxes of `- [ ]` and `- [x]` (GitHub Flavored Markdown, 5.3), which show what is done and
 * cannot be ticked. The plugins that there are look for the list of each item from the start of the
 * text: with 256 KiB of items they take seconds.
 */
export function taskLists(markdown: MarkdownIt): void {
  markdown.core.ruler.after("inline", "task_lists", ({ tokens, Token }) => {
    for (const [n, token] of tokens.entries()) {
      const item = tokens[n - 2];
      if (token.type !== "inline" || item?.type !== "list_item_open") continue;
      const [first] = token.children ?? [];
      const [mark, sign] = MARK.exec(first?.type === "text" ? first.content : "") ?? [];
      if (mark === undefined) continue;
      first.content = first.content.slice(mark.length);
      const box = new Token("task_box", "input", 0);
      box.meta = { isDone: sign !== " " };
      token.children!.unshift(box);
      item.attrJoin("class", "task");
    }
  });
  markdown.renderer.rules.task_box = (tokens, n) => {
    const { isDone } = tokens[n].meta as { isDone: boolean };
    const state = isDone ? 'checked aria-label="Done"' : 'aria-label="To do"';
    return `<input type="checkbox" disabled ${state}> `;
  };
}
