import type { Member } from "../archive/archive.ts";
import { TooLargeError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { linesOf } from "../text/lines.ts";
import { isoTime } from "../text/time/plain_time.ts";
import { makeEntry } from "./make_entry.ts";

/** A line that begins an entry: `[2026-11-23 09:30] Title`, with a star at its end for a favourite. */
const BEGIN = /^\[(\d{4}[-./]\d{1,2}[-./]\d{1,2}[ T][^\]]{1,20})\] ?(.*)$/;

/** A tag in a text, as jrnl marks them unless somebody has set another symbol. */
const TAG = /(?<=^|\s)@([\p{L}\p{N}_-]{1,100})/gu;

interface Open {
  time: string;
  title: string;
  lines: string[];
  size: number;
}

/** Whether a text is a file of jrnl: its first line with words begins an entry. */
export function looksLikeJrnl(head: string): boolean {
  const first = head.replace(/^\uFEFF/, "").trimStart().split(/\r?\n/, 1)[0];
  const time = BEGIN.exec(first)?.[1];
  return time !== undefined && isoTime(time) !== undefined;
}

/** Reads the text file that jrnl keeps, or writes with `--format text`. */
export const readJrnlText: Reader = async function* ({ members }) {
  const seen = new Map<string, number>();
  for (const member of members) {
    for await (const open of entriesOf(member)) yield readOne(open, seen);
  }
};

async function* entriesOf(member: Member): AsyncIterable<Open> {
  let open: Open | undefined;
  for await (const line of linesOf(member)) {
    const [, written, title] = BEGIN.exec(line.replace(/^\uFEFF/, "")) ?? [];
    const time = written && isoTime(written);
    if (time) {
      if (open) yield open;
      open = { time, title, lines: [], size: 0 };
    } else if (open) {
      open.lines.push(line);
      open.size += line.length;
      if (open.size > FORMAT_LIMITS.text) {
        throw new TooLargeError(`${member.path} has an entry of more than 8 MiB`, "Divide it");
      }
    }
  }
  if (open) yield open;
}

function readOne({ time, title: first, lines }: Open, seen: Map<string, number>): ReadItem {
  const isFavorite = first.trimEnd().endsWith("*");
  const title = (isFavorite ? first.trimEnd().slice(0, -1) : first).trim();
  const [day, clock] = time.split("T");
  // As in its JSON, so that both make the same entry.
  const name = [day, clock?.slice(0, 5) ?? "", title];
  const earlier = seen.get(JSON.stringify(name)) ?? 0;
  seen.set(JSON.stringify(name), earlier + 1);
  const body = lines.join("\n").trim();
  const tags = [...`${title}\n${body}`.matchAll(TAG)].map(([, tag]) => tag.toLowerCase());
  return makeEntry({
    format: "jrnl",
    source: name.join(" "),
    key: ["jrnl", ...name, String(earlier)],
    title: title || undefined,
    content: body,
    occurredAt: time,
    tags,
    isFavorite: isFavorite || undefined,
  });
}
