import type { Archive, Member } from "../archive/archive.ts";
import { endingOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { jsonValues } from "../text/json_stream.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { isoClock, isoTime } from "../text/time/plain_time.ts";
import { shorten } from "../text/shorten.ts";
import { readable } from "../text/title.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { isRecord, type Json, tagsOf } from "./values.ts";

/** A time of the day that needs no reading, of nanoseconds at most. */
const EXACT = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;

const TAKEN = ["title", "body", "date", "time", "tags", "starred"];

function documents({ members }: Archive): Member[] {
  return members.filter(({ path }) => endingOf(path) === "json");
}

/**
 * Reads what `jrnl --format json` writes. Its times are local, and it has no ids: an entry is known by
 * its time and title, and where several share those, by their order.
 */
export const readJrnl: Reader = async function* (archive) {
  const seen = new Map<string, number>();
  for (const document of documents(archive)) {
    for await (const { value, path } of jsonValues(document, ["$.entries.*"])) {
      yield readOne(value, `Entry ${Number(path.at(-1)) + 1}`, seen);
    }
  }
};

/** Reads the entries of a document that is parsed already, one by one. */
export function jrnlRecords(): (value: unknown, what: string) => ReadItem {
  const seen = new Map<string, number>();
  return (value, what) => readOne(value, what, seen);
}

function readOne(value: unknown, what: string, seen: Map<string, number>): ReadItem {
  if (!isRecord(value)) return skipped(what, "It is not an entry");
  const wrong = ["title", "body"].find((name) =>
    value[name] !== undefined && value[name] !== null && typeof value[name] !== "string"
  );
  if (wrong) return skipped(what, `${wrong}: Expected a text`);
  const [date, time] = [String(value.date ?? ""), String(value.time ?? "")];
  const [title, body] = [String(value.title ?? ""), String(value.body ?? "")];
  const [day, clock] = [isoTime(date), EXACT.test(time) ? time : isoClock(time)];
  if (day === undefined || clock === undefined) {
    const expected = day === undefined
      ? "date: Expected a day, such as 2026-11-23"
      : "time: Expected a time of day, such as 09:30";
    return skipped(what, `It does not say when it was written (${expected})`);
  }
  const name = JSON.stringify([date, time, title]);
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  return makeEntry({
    format: "jrnl",
    source: `${date} ${time} ${title}${earlier === 0 ? "" : ` (${earlier + 1})`}`,
    key: ["jrnl", date, time, title, String(earlier)],
    ...titleAndContent({ title, body, day }),
    occurredAt: `${day}T${clock}`,
    ...marklessTags(value),
    isFavorite: typeof value.starred === "boolean" ? value.starred : undefined,
    notes: leftovers(untaken(value, TAKEN)),
  });
}

/** The title is the first sentence; where a title does not say all of it, it is in the text, too. */
function titleAndContent(
  { title, body, day }: { title: string; body: string; day: string },
): { title: string; content: string } {
  const shown = shorten(readable(title) || day, FORMAT_LIMITS.titleCharacters);
  if (body.trim() === "") return { title: shown, content: title };
  const isWhole = title.trim() === "" || shown === title.trim();
  return { title: shown, content: isWhole ? body : `${title}\n${body}` };
}

/** Tags come with the symbol that marks them in the text. */
function marklessTags({ tags }: Json): { tags: string[]; unnamedTags?: number } {
  const { names, others } = tagsOf(tags);
  return {
    tags: names.map((tag) => tag.replace(/^[@#+%&]/, "")),
    ...others > 0 && { unnamedTags: others },
  };
}
