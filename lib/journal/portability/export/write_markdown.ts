import { FORMAT, FORMAT_VERSION } from "../format.ts";
import { frontMatter } from "./front_matter.ts";
import { jsonBytes, MAX_UNIT_BYTES, toBase64, type Writer } from "./writer.ts";

/**
 * Writes Markdown: for each record its facts as YAML front matter, then the text as it is, then an
 * empty line. The front matter tells how many lines the text has, so that a text that has front
 * matter of its own, or rules, can be seen from what follows it.
 */
export const writeMarkdown: Writer = {
  header: (exportedAt) =>
    frontMatter({ type: "journal", format: FORMAT, formatVersion: FORMAT_VERSION, exportedAt }),
  record(record) {
    if (record.type === "tag") return frontMatter(record);
    const { type, id, title, content = "", tags, ...facts } = record;
    const isBinary = jsonBytes(content) > MAX_UNIT_BYTES;
    const text = isBinary ? toBase64(content) : content;
    const matter = {
      ...{ type, id, title, ...facts },
      tags: tags.map(({ name }) => name),
      ...isBinary && { encoding: "base64" },
      lines: text.split("\n").length,
    };
    return `${frontMatter(matter)}${text}\n\n`;
  },
  footer: "",
};
