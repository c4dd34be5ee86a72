import type { z } from "zod";
import {
  type Entry,
  type EntryQuery,
  type ExportFormat,
  type Journal,
  NotFoundError,
} from "../../journal/mod.ts";
import { frontMatter } from "../../journal/portability/export/front_matter.ts";
import { bytesOf, pageThatFits } from "./budget.ts";
import { partOf } from "./content_part.ts";
import { more, shown } from "./entries.ts";
import { DOCUMENT_BYTES } from "./portability.ts";
import { when } from "./when.ts";

/** More than this, with a text of usual length each, has no room on a page. */
const ENTRIES_PER_PAGE = 30;

/** Of the line that says that a text is cut. */
const AROUND_PART = 200;

/** As the output schema of the tool has it. */
interface Structured {
  format: ExportFormat | "zip";
  document?: string;
  nextCursor?: string;
}

/** Answers with whole entries of a list, one after the other, as many as there is room for. */
export async function entriesAsMarkdown(
  { journal, query, output }: {
    journal: Journal;
    query: EntryQuery;
    output: z.ZodType<unknown, Structured>;
  },
) {
  const read = new Map<string, Promise<string>>();
  async function toMarkdown(id: string): Promise<string> {
    try {
      return markdownOf(await journal.getEntry(id));
    } catch (error) {
      // Purged since the list was read.
      if (error instanceof NotFoundError) return "";
      throw error;
    }
  }
  return await pageThatFits({
    output,
    limit: ENTRIES_PER_PAGE,
    async read(limit) {
      const { entries, nextCursor } = await journal.listEntries({ ...query, limit });
      const ids = entries.map(({ id }) => id);
      for (const id of ids) if (!read.has(id)) read.set(id, toMarkdown(id));
      return { parts: await Promise.all(ids.map((id) => read.get(id)!)), nextCursor };
    },
    count: ({ parts }) => parts.length,
    answer({ parts, nextCursor }) {
      const document = parts.filter((part) => part !== "").join("\n");
      return {
        structured: { format: "markdown" as const, document, ...nextCursor && { nextCursor } },
        text: [document || "No entries.", more(nextCursor)].filter(Boolean).join("\n"),
      };
    },
  });
}

/** An entry with its facts as front matter. Of a text without room for it there is the beginning. */
function markdownOf(entry: Entry): string {
  const { id, title, tags, moreTags, mood, location, weather, isFavorite, isPrivate } = shown(
    entry,
  );
  const matter = frontMatter({
    ...{ title, date: when(entry), id },
    ...tags.length > 0 && { tags: tags.map(({ name }) => name), moreTags },
    ...{ mood, location, weather, favorite: isFavorite || undefined },
    ...{ private: isPrivate || undefined, attachments: entry.attachments?.map(({ id }) => id) },
  });
  const bytes = DOCUMENT_BYTES - bytesOf(matter) - AROUND_PART;
  const { text, total, next } = partOf(entry.content, { bytes });
  const rest = next === undefined
    ? ""
    : `\n(${next} of ${total} characters. The rest: get_entry with offset ${next})\n`;
  return `${matter}\n${text}\n${rest}`;
}
