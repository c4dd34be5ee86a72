import { Parser } from "htmlparser2";

/** Marks around words. */
const MARKS: Record<string, string> = {
  ...{ b: "**", strong: "**", i: "*", em: "*", s: "~~", del: "~~", strike: "~~", code: "`" },
  ...{ mark: "==" },
};

const BLOCKS = new Set(
  ("p div section article header footer main figure figcaption h1 h2 h3 h4 h5 h6 ul ol li " +
    "blockquote pre table tr hr dl dt dd form address").split(" "),
);

/** What nobody reads. */
const HIDDEN = new Set(["script", "style", "head", "title", "template", "noscript", "svg"]);

/** Marks are put right within the last part of a line only, so that a line costs what it is long. */
const LONG = 4_096;

export interface HtmlOptions {
  /** What stands for a picture, a video or another file; nothing if it returns undefined. */
  mediaOf?(src: string, alt: string): string | undefined;
  /** Marks of an element that its class gives it, such as `**`. */
  marksOf?(classes: string): string | undefined;
}

/**
 * Returns the Markdown of HTML: headings, lists, quotations, emphasis, links, code, pictures. What it
 * cannot say stays as plain words. HTML that nests as no app's does is its words only.
 */
export function htmlToMarkdown(html: string, options: HtmlOptions = {}): string {
  try {
    return convert(html, options);
  } catch (error) {
    if (!(error instanceof DeepError)) throw error;
    return html.replace(/<[^<>]{0,1000}>/g, " ").replace(/[ \t]+/g, " ").trim();
  }
}

/** The parser takes the longer for each element the more are open. */
export const MAX_OPEN_ELEMENTS = 1_000;

class DeepError extends Error {}

function convert(html: string, options: HtmlOptions): string {
  const writer = new MarkdownWriter(options);
  const parser = new Parser({
    onopentag: (name, attributes) => writer.open(name, attributes),
    ontext: (text) => writer.text(text),
    onclosetag: (name) => writer.close(name),
  }, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return writer.result();
}

interface Open {
  name: string;
  /** What comes when it ends. */
  end: string;
}

class MarkdownWriter {
  readonly #lines: string[] = [];
  readonly #open: Open[] = [];
  /** Of the lists that are open: the next number, or undefined for one without numbers. */
  readonly #lists: (number | undefined)[] = [];
  /** What a long line begins with, which no mark looks at again. */
  #head = "";
  #line = "";
  #bullet = "";
  #quotes = 0;
  #hidden = 0;
  #pre = 0;

  constructor(readonly options: HtmlOptions) {}

  open(name: string, attributes: Record<string, string>): void {
    if (this.#open.length === MAX_OPEN_ELEMENTS) throw new DeepError();
    if (HIDDEN.has(name)) this.#hidden++;
    if (BLOCKS.has(name)) this.#endLine();
    this.#open.push({ name, end: this.#begin(name, attributes) });
  }

  close(name: string): void {
    const { end } = this.#open.pop() ?? { end: "" };
    if (HIDDEN.has(name)) this.#hidden--;
    if (end !== "") this.#closeMark(end);
    if (name === "ul" || name === "ol") this.#lists.pop();
    if (name === "pre") {
      this.#endLine();
      this.#push("```");
      this.#pre--;
    }
    if (BLOCKS.has(name)) this.#endLine();
    if (/^(?:p|h\d|blockquote|pre|table)$/.test(name) || isOuterList(name, this.#lists)) {
      this.#blank();
    }
    // After the blank line, which then is outside.
    if (name === "blockquote") this.#quotes--;
    if (name === "td" || name === "th") this.#line += " | ";
  }

  text(text: string): void {
    if (this.#hidden > 0) return;
    if (this.#pre > 0) {
      const [first, ...rest] = text.split("\n");
      this.#line += first;
      for (const line of rest) {
        this.#push(this.#line);
        this.#line = line;
      }
      return;
    }
    const words = text.replace(/[ \t\r\n]+/g, " ");
    if (this.#line.length > LONG) {
      this.#head += this.#line;
      this.#line = "";
    }
    this.#line += this.#head === "" && this.#line === "" ? words.trimStart() : words;
  }

  result(): string {
    this.#endLine();
    return this.#lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
  }

  /** Returns what comes when the element ends. */
  #begin(name: string, attributes: Record<string, string>): string {
    const mark = MARKS[name] ?? this.options.marksOf?.(attributes.class ?? "");
    if (mark !== undefined && this.#pre === 0) {
      this.#line += mark;
      return [...mark].reverse().join("");
    }
    switch (name) {
      case "br":
        this.#endLine(true);
        return "";
      case "hr":
        this.#push("---");
        this.#blank();
        return "";
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        this.#line = `${"#".repeat(Number(name[1]))} `;
        return "";
      case "ul":
      case "ol":
        this.#lists.push(name === "ol" ? Number(attributes.start ?? 1) || 1 : undefined);
        return "";
      case "li":
        this.#bullet = this.#nextBullet();
        return "";
      case "blockquote":
        this.#quotes++;
        return "";
      case "pre":
        this.#push("```");
        this.#pre++;
        return "";
      case "input":
        if (attributes.type === "checkbox") {
          this.#line += "checked" in attributes ? "[x] " : "[ ] ";
        }
        return "";
      case "a":
        return this.#beginLink(attributes.href ?? "");
      case "img":
      case "video":
      case "audio":
      case "source":
        this.#line += this.#mediaOf(attributes);
        return "";
      default:
        return "";
    }
  }

  #beginLink(href: string): string {
    if (!/^(?:https?:|mailto:|tel:)/i.test(href)) return "";
    this.#line += "[";
    return `](${href.replaceAll(/[\s()<>]/g, encodeURIComponent)})`;
  }

  #mediaOf({ src, alt = "" }: Record<string, string>): string {
    if (!src) return "";
    const ours = this.options.mediaOf?.(src, alt);
    if (ours !== undefined) return ours;
    return /^https?:/i.test(src)
      ? `![${alt}](${src.replaceAll(/[\s()<>]/g, encodeURIComponent)})`
      : alt;
  }

  /** The marks go to the words and not to the space around them; around nothing there are none. */
  #closeMark(end: string): void {
    const begin = end.startsWith("](") ? "[" : [...end].reverse().join("");
    if (this.#line.endsWith(begin)) {
      this.#line = this.#line.slice(0, -begin.length);
      return;
    }
    const at = this.#line.lastIndexOf(begin) + begin.length;
    const space = at < begin.length ? "" : /^\s*/.exec(this.#line.slice(at))![0];
    if (space !== "" && begin !== "[") {
      const before = this.#line.slice(0, at - begin.length);
      this.#line = before + space + begin + this.#line.slice(at + space.length);
    }
    const words = this.#line.trimEnd();
    this.#line = words + end + this.#line.slice(words.length);
  }

  #nextBullet(): string {
    const last = this.#lists.length - 1;
    const number = this.#lists[last];
    if (number !== undefined) this.#lists[last] = number + 1;
    const indent = "  ".repeat(Math.min(Math.max(0, last), 20));
    return `${indent}${number === undefined ? "-" : `${number}.`} `;
  }

  #endLine(isBreak = false): void {
    const line = this.#head + this.#line;
    const words = this.#pre > 0 ? line : line.trim();
    this.#line = "";
    this.#head = "";
    if (words === "") {
      if (isBreak && this.#lines.at(-1) !== "") this.#blank();
      return;
    }
    this.#push(this.#bullet + words);
    this.#bullet = "";
  }

  #push(line: string): void {
    this.#lines.push("> ".repeat(Math.min(this.#quotes, 20)) + line);
  }

  #blank(): void {
    if (this.#lines.length > 0) this.#lines.push("");
  }
}

function isOuterList(name: string, open: readonly unknown[]): boolean {
  return (name === "ul" || name === "ol") && open.length === 0;
}
