import type { Context } from "../../store/context.ts";
import { beginExport } from "./begin_export.ts";
import { formatExportCursor, parseExportCursor } from "./export_cursor.ts";
import { type ExportChunk, readChunks } from "./read_chunks.ts";
import { writeJson } from "./write_json.ts";
import { writeMarkdown } from "./write_markdown.ts";
import type { ExportFormat, ExportPage, ExportQuery, OnProgress } from "./export_model.ts";
import { jsonBytes, type Writer } from "./writer.ts";

const WRITERS: Record<ExportFormat, Writer> = { json: writeJson, markdown: writeMarkdown };

/** The size of a page inside a JSON answer. One chunk that is larger is a page by itself. */
const PAGE_BYTES = 128 * 1024;

const REPORT_EVERY = 25;

/** Writes the page after `cursor`, the first one without. Throws InvalidError for a foreign cursor. */
export async function exportPage(
  context: Context,
  { format, cursor }: ExportQuery,
  { onProgress }: { onProgress?: OnProgress } = {},
): Promise<ExportPage> {
  const writer = WRITERS[format];
  const bound = { userId: context.userId, format };
  const isFirstPage = cursor === undefined;
  const progress = isFirstPage ? await beginExport(context) : parseExportCursor(cursor, bound);
  const header = isFirstPage ? writer.header(new Date(context.now()).toISOString()) : "";
  const parts: string[] = [];
  let { place } = progress;
  let bytes = jsonBytes(header);
  for await (const chunk of readChunks(context, progress)) {
    const part = write(chunk, { writer, isFirst: isFirstPage && parts.length === 0 });
    bytes += jsonBytes(part);
    if (parts.length > 0 && bytes > PAGE_BYTES) {
      const { total } = progress;
      await onProgress?.(place.done, Math.max(place.done, total));
      return {
        document: header + parts.join(""),
        nextCursor: formatExportCursor({ ...progress, place }, bound),
      };
    }
    parts.push(part);
    if (chunk.place.done > place.done && chunk.place.done % REPORT_EVERY === 0) {
      await onProgress?.(chunk.place.done, Math.max(chunk.place.done, progress.total));
    }
    place = chunk.place;
  }
  await onProgress?.(place.done, place.done);
  return { document: header + parts.join("") + writer.footer };
}

function write(
  { records }: ExportChunk,
  { writer, isFirst }: { writer: Writer; isFirst: boolean },
): string {
  return records.map((record, n) => writer.record(record, { isFirst: isFirst && n === 0 })).join(
    "",
  );
}
