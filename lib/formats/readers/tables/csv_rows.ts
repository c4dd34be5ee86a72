import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { Member } from "../../archive/archive.ts";
import { DamagedError, FormatError } from "../../errors.ts";
import { FORMAT_LIMITS } from "../../limits.ts";
import { peek } from "../../text/read_text.ts";

/** A row by the names of its columns. */
export interface CsvRow {
  /** The line of the file on which it ends, from 1. */
  line: number;
  values: Record<string, string>;
}

/** Returns the rows of a CSV (RFC 4180) whose first line names its columns, one at a time. */
export async function* csvRows(member: Member): AsyncIterable<CsvRow> {
  const delimiter = delimiterOf(await peek(member, 4_096));
  const source = Readable.fromWeb(member.open() as Parameters<typeof Readable.fromWeb>[0]);
  const parser = parse({
    ...{ bom: true, delimiter, info: true, skip_empty_lines: true },
    ...{ relax_quotes: true, relax_column_count: true },
    columns: (names: string[]) => distinct(names),
    max_record_size: FORMAT_LIMITS.text,
  });
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser)) {
      yield { line: info.lines, values: record };
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

/** The names of the columns of a CSV. */
export async function csvColumns(member: Member): Promise<string[]> {
  for await (const { values } of csvRows(member)) return Object.keys(values);
  const [line = ""] = (await peek(member, 4_096)).split(/\r?\n/, 1);
  return distinct(line.split(delimiterOf(line)).map((name) => name.replace(/^"(.*)"$/, "$1")));
}

/** The mark between columns that the first line has most of. */
function delimiterOf(head: string): string {
  const [line] = head.split(/\r?\n/, 1);
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => count(mark) > count(best) ? mark : best);
}

/** Names of columns, trimmed, each once. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((given, n) => {
    const name = given.trim() || `Column ${n + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
