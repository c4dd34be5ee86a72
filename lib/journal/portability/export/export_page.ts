import type { Context } from "../../store/context.ts";
import { sha256 } from "../../../digest.ts";
import { ConflictError } from "../../errors.ts";
import { beginExport } from "./begin_export.ts";
import { type Cut, formatExportCursor, parseExportCursor } from "./export_cursor.ts";
import { type ExportChunk, readChunks } from "./read_chunks.ts";
import { writeJson } from "./write_json.ts";
import { writeMarkdown } from "./write_markdown.ts";
import type { ExportFormat, ExportPage, ExportQuery, OnProgress } from "./export_model.ts";
import { jsonBytes, type Writer } from "./writer.ts";

const WRITERS: Record<ExportFormat, Writer> = { json: writeJson, markdown: writeMarkdown };

/** The size of a page inside JSON. */
const PAGE_BYTES = 128 * 1024;

const REPORT_EVERY = 25;

/**
 * Writes the page after `cursor`, the first one without. Throws InvalidError for a foreign cursor,
 * and ConflictError if a record has changed of which the page before has brought the beginning.
 */
export async function exportPage(
  context: Context,
  { format, cursor, maxBytes }: ExportQuery,
  { onProgress }: { onProgress?: OnProgress } = {},
): Promise<ExportPage> {
  const writer = WRITERS[format];
  const bound = { userId: context.userId, format };
  const isFirstPage = cursor === undefined;
  const progress = isFirstPage ? await beginExport(context) : parseExportCursor(cursor, bound);
  const header = isFirstPage ? writer.header(new Date(context.now()).toISOString()) : "";
  const isStart = progress.place.part === "tags" && progress.place.after === "";
  const room = maxBytes ?? PAGE_BYTES;
  const parts: string[] = [];
  let { place, cut } = progress;
  let bytes = jsonBytes(header);
  const endPage = async (more: Pick<ExportPage, "isCut">, cut?: Cut): Promise<ExportPage> => {
    await onProgress?.(place.done, Math.max(place.done, progress.total));
    const nextCursor = formatExportCursor({ ...progress, place, cut }, bound);
    return { document: header + parts.join(""), ...more, nextCursor };
  };
  for await (const chunk of readChunks(context, progress)) {
    const whole = write(chunk, { writer, isFirst: isStart && parts.length === 0 });
    const part = cut ? restOf(whole, cut) : whole;
    bytes += jsonBytes(part);
    if (parts.length > 0 && bytes > room) return await endPage({});
    if (maxBytes !== undefined && bytes > room) {
      const fits = start(part, room - jsonBytes(header));
      parts.push(fits);
      const at = (cut?.at ?? 0) + fits.length;
      // A tag that is made before the next page must not come between the two halves.
      if (place.part === "tags" && place.after !== "" && chunk.place.part === "entries") {
        place = { ...place, part: "entries", after: "" };
      }
      return await endPage({ isCut: true }, { at, digest: sha256(whole) });
    }
    cut = undefined;
    parts.push(part);
    if (chunk.place.done > place.done && chunk.place.done % REPORT_EVERY === 0) {
      await onProgress?.(chunk.place.done, Math.max(chunk.place.done, progress.total));
    }
    place = chunk.place;
  }
  if (cut) throw changed();
  await onProgress?.(place.done, place.done);
  return { document: header + parts.join("") + writer.footer };
}

/** What of a piece is not out yet. */
function restOf(whole: string, { at, digest }: Cut): string {
  if (sha256(whole) !== digest) throw changed();
  return whole.slice(at);
}

function changed(): ConflictError {
  return new ConflictError(
    "The entry that the page before ends in has changed since",
    "Start the export again, without a cursor",
  );
}

/** As much of the beginning of `text` as has room inside JSON, one character at least. */
function start(text: string, bytes: number): string {
  let [end, left] = [0, bytes];
  for (const character of text) {
    left -= jsonBytes(character) - 2;
    if (left < 0 && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function write(
  { records }: ExportChunk,
  { writer, isFirst }: { writer: Writer; isFirst: boolean },
): string {
  return records.map((record, n) => writer.record(record, { isFirst: isFirst && n === 0 })).join(
    "",
  );
}
