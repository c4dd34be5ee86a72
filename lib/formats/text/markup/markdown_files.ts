/** A file that a text shows or links to. */
export interface FileReference {
  reference: string;
  alt: string;
}

/** The address of an image or a link: in angles, or without spaces. */
const address = (name: string) =>
  String
    .raw`\((?:<(?<${name}Angled>[^<>\n]{1,1000})>|(?<${name}>(?:[^()\s]|\([^()\s]{0,1000}\)){1,1000}))` +
  String.raw`(?:\s"[^"\n]{0,500}")?\)`;

/**
 * `![[file|alt]]` of Obsidian, `![alt](file "title")` with the size of Logseq, `<img src="file">`,
 * `{{< figure src="file" alt="words" >}}` of Hugo and `[words](file)`. In one pattern, so that what was replaced is not looked at again.
 */
const FILES = new RegExp(
  [
    String.raw`!\[\[(?<embed>[^[\]|\n]{1,500})(?:\|(?<embedAlt>[^[\]\n]{0,500}))?\]\]`,
    String.raw`!\[(?<imageAlt>[^[\]\n]{0,500})\]${address("image")}(?:\{[^{}\n]{0,200}\})?`,
    String.raw`<img\b(?<attributes>[^<>]{1,2000})>`,
    String
      .raw`\{\{[<%]\s{0,9}(?:figure|img|image|video|audio)\s(?<shortcode>[^{}]{1,2000}?)\s{0,9}/?[>%]\}\}`,
    String.raw`(?<!!)\[(?<linkAlt>[^[\]\n]{0,500})\]${address("link")}`,
  ].join("|"),
  "gi",
);
const SOURCE = /\bsrc\s{0,9}=\s{0,9}["']([^"']+)["']/i;
const WORDS = /\b(?:alt|caption|title)\s{0,9}=\s{0,9}"([^"]+)"/i;

/** Links to other texts, and to what is no file. */
const TEXT = /\.(?:md|markdown|html?)(?:#.*)?$|^[^.]*$/i;

const REMOTE = /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i;

/**
 * Replaces what a Markdown text has for files of its archive. What `replace` does not know stays as it
 * is; links to other texts are not asked for.
 */
export function replaceFiles(
  text: string,
  replace: (file: FileReference) => string | undefined,
): string {
  return outsideCode(text, (part) =>
    part.replace(FILES, (whole: string, ...rest: unknown[]) => {
      const file = fileIn(rest.at(-1) as Groups);
      return file === undefined || REMOTE.test(file.reference) ? whole : replace(file) ?? whole;
    }));
}

type Groups = Record<string, string | undefined>;

function fileIn(groups: Groups): FileReference | undefined {
  const { embed, embedAlt = "", imageAlt = "", linkAlt = "" } = groups;
  const attributes = groups.attributes ?? groups.shortcode;
  if (embed !== undefined) {
    // A number is a width there.
    const alt = /^\d+(?:x\d+)?$/.test(embedAlt) ? "" : embedAlt;
    return { reference: embed.replace(/#.*$/, ""), alt };
  }
  const image = groups.imageAngled ?? groups.image;
  if (image !== undefined) return { reference: image, alt: imageAlt };
  if (attributes !== undefined) {
    const reference = SOURCE.exec(attributes)?.[1];
    const alt = groups.shortcode && WORDS.exec(groups.shortcode)?.[1];
    return reference === undefined ? undefined : { reference, alt: alt ?? "" };
  }
  const link = groups.linkAngled ?? groups.link;
  return link === undefined || TEXT.test(link) ? undefined : { reference: link, alt: linkAlt };
}

/** Tags in a text, as Obsidian and Logseq write them: `#one`, `#one/two`, `#[[two words]]`. */
export function tagsInText(text: string): string[] {
  const tags: string[] = [];
  outsideCode(text, (part) => {
    // What follows `](` or `]:` is a place in the text.
    const pattern =
      /(?<=^|[\s(])(?<!\]\(|\]:\s?)#(?:\[\[([^[\]\n]{1,100})\]\]|(\p{L}[\p{L}\p{N}_/-]{0,99}))/gmu;
    for (const [, words, word] of part.matchAll(pattern)) tags.push(words ?? word);
    return part;
  });
  return tags;
}

/** Applies `change` to each run of lines that is not in a block of code, also of a list. */
export function outsideCode(text: string, change: (part: string) => string): string {
  const parts = text.split(/^([ \t]*(?:[-*+>][ \t]){0,9}(?:```|~~~)(?!.*```).*)$/m);
  let isCode = false;
  return parts.map((part, n) => {
    if (n % 2 === 1) isCode = !isCode;
    return n % 2 === 1 || isCode ? part : change(part);
  }).join("");
}
