import { Parser } from "htmlparser2";
import { JOURNAL_STYLE } from "../../../lib/journal_pages/layout/style.ts";
import { WRITE_SCRIPT } from "../../../lib/journal_pages/form/script.ts";
import { STYLE } from "../../../lib/pages/style.ts";

/** What our pages consist of. */
const TAGS = new Set(
  ("html head meta title link style body header main footer nav h1 h2 h3 h4 h5 h6 p a ul ol li dl dt " +
    "dd section article div span time bdi small form input select option label button details " +
    "summary mark ins del blockquote pre code hr br strong em s sup img audio video table caption " +
    "thead tbody tr th td abbr textarea fieldset legend datalist template kbd script").split(" "),
);

const ATTRIBUTES =
  /^(class|id|href|rel|lang|dir|src|alt|width|height|loading|type|name|value|content|charset|action|method|for|role|tabindex|datetime|title|placeholder|maxlength|autocomplete|selected|checked|disabled|required|scope|start|reversed|controls|preload|open|inputmode|rows|list|enctype|multiple|min|max|target|hidden|data-(preview|drafts|uploads|changed)|aria-[a-z]+)$/;

const OWN = /^(\/($|icon\.svg$|(journal|account)([/?#]|$))|#[\w:-]+$)/;
const ELSEWHERE = /^(https?:\/\/|mailto:)/i;

/** Returns what of a page of the journal is more than our own markup around texts. */
export function foreignMarkup(html: string): string[] {
  const problems = new Set<string>();
  let [inside, style, script] = ["", "", ""];
  const parser = new Parser({
    onopentag(tag, attributes) {
      inside = tag;
      if (!TAGS.has(tag)) problems.add(`<${tag}>`);
      for (const [name, value] of Object.entries(attributes)) {
        if (!ATTRIBUTES.test(name)) problems.add(`<${tag} ${name}>`);
        if (name === "src" && !/^\/journal\/files\//.test(value)) problems.add(`src=${value}`);
        if (name === "action" && !/^\/journal([/?]|$)/.test(value)) problems.add(`action=${value}`);
        if (name !== "href" || OWN.test(value)) continue;
        const isSafe = ELSEWHERE.test(value) && /noreferrer/.test(attributes.rel ?? "");
        if (!isSafe) problems.add(`href=${value}`);
      }
    },
    ontext(text) {
      if (inside === "style") style += text;
      if (inside === "script") script += text;
    },
    onclosetag(tag) {
      inside = "";
      if (tag === "script" && script !== WRITE_SCRIPT) problems.add("a script of others");
      if (tag !== "style") return;
      if (![STYLE, JOURNAL_STYLE].includes(style)) problems.add("a style of others");
      style = "";
    },
    oncomment(text) {
      problems.add(`<!--${text}-->`);
    },
  });
  parser.end(html);
  return [...problems];
}
