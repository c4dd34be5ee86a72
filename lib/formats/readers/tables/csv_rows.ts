import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { Member } from "../../archive/archive.ts";
import { DamagedError, FormatError, TooLargeError } from "../../errors.ts";
import { FORMAT_LIMITS } from "../../limits.ts";
import { peek, textChunks } from "../../text/read_text.ts";
import { shorten } from "../../text/shorten.ts";
import { isoTime } from "../../text/time/plain_time.ts";

/** A row by the names of its columns. */
export interface CsvRow {
  /** The line of the file on which it ends, from 1. */
  line: number;
  values: Record<string, string>;
}

/**
 * Returns the rows of a CSV (RFC 4180) one at a time. Its first line names its columns, unless that is
 * a row already. What a row has beside the columns is in columns without a name.
 */
export async function* csvRows(member: Member): AsyncIterable<CsvRow> {
  let names: string[] | undefined;
  for await (const { line, cells } of recordsOf(member)) {
    if (names === undefined) {
      names = namesIn(cells);
      if (!isRow(cells)) continue;
    }
    const named = names;
    yield {
      line,
      values: Object.fromEntries(
        cells.length === named.length
          ? cells.map((cell, n) => [named[n], cell])
          : Array.from({ length: Math.max(cells.length, named.length) }, (_, n) => [
            named[n] ?? nameless(n),
            cells[n] ?? "",
          ]),
      ),
    };
  }
}

/** The names of the columns of a CSV. */
export async function csvColumns(member: Member): Promise<string[]> {
  for await (const { cells } of recordsOf(member)) return namesIn(cells);
  return [];
}

/** The cells of each line. */
async function* recordsOf(member: Member): AsyncIterable<{ line: number; cells: string[] }> {
  const delimiter = delimiterOf(await peek(member, 65_536));
  const source = Readable.from(textChunks(member));
  const parser = parse({
    ...{ bom: true, delimiter, info: true, skip_empty_lines: true },
    ...{ relax_quotes: true, relax_column_count: true },
    max_record_size: FORMAT_LIMITS.text,
  });
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser)) {
      if (record.length > FORMAT_LIMITS.columns) throw tooMany(member.path);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const why = error instanceof CsvError ? `: ${error.message.slice(0, 150)}` : "";
    throw new DamagedError(`${member.path} is not a CSV to its end${why}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function tooMany(path: string): TooLargeError {
  const limit = FORMAT_LIMITS.columns.toLocaleString("en");
  return new TooLargeError(
    `${path} has more than ${limit} columns`,
    "Remove those that are not of your journal",
  );
}

/** The mark between columns that the first line has most of, outside its quotations. */
function delimiterOf(head: string): string {
  const line = head.replace(/"(?:[^"]|"")*"/g, "").trimStart().split(/[\r\n]/, 1)[0];
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t", "|"].reduce((best, mark) => count(mark) > count(best) ? mark : best);
}

/** A table without names begins with a row: one of its cells is a time, as no name is. */
function isRow(cells: readonly string[]): boolean {
  return cells.some((cell) => isoTime(cell.slice(0, 100)) !== undefined);
}

/** Names of columns, trimmed, each once. */
function namesIn(cells: readonly string[]): string[] {
  if (isRow(cells)) return cells.map((_, n) => nameless(n));
  const seen = new Map<string, number>();
  return cells.map((given, n) => {
    const words = given.slice(0, 2 * FORMAT_LIMITS.columnCharacters).replace(/\s+/g, " ").trim();
    const name = shorten(words, FORMAT_LIMITS.columnCharacters) || nameless(n);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function nameless(n: number): string {
  return `Column ${n + 1}`;
}
