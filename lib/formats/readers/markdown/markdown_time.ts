import { stemOf } from "../../archive/paths.ts";
import { dayInName, isoDay, isoTime } from "../../text/time/plain_time.ts";

/** A time of the day after a day in a name: `2026-11-23 0930`, `2026-11-23T09-30`. */
const CLOCK = /^\d{4}[-_.]?\d\d[-_.]?\d\d[T _-]+([01]\d|2[0-3])[-:h.]?([0-5]\d)(?!\d)/;
/** Folders of years and months: `2026/11/23.md`, `2026/11-November/23.md`. */
const IN_FOLDERS = /(?:^|\/)(\d{4})\/(?:\d{4}-)?(\d\d)[^/]*\/(?:\d{4}-\d\d-)?(\d\d)(?!\d)[^/]*$/;

/**
 * When a note was written: what its front matter says, or its name, or else its file. Undefined if
 * nothing says it.
 */
export function timeOfNote(
  times: readonly string[],
  { path, day, modifiedAt }: { path: string; day?: string; modifiedAt?: number },
): { occurredAt: string; note?: string } | undefined {
  const given = times.map(writtenTime).find((time) => time !== undefined);
  const inName = day ?? timeInName(path);
  // A day in front matter and a time of that day in the name are one time.
  if (given) {
    return { occurredAt: given.length === 10 && inName?.startsWith(given) ? inName : given };
  }
  if (inName) return { occurredAt: inName };
  if (modifiedAt === undefined) return undefined;
  return {
    occurredAt: new Date(modifiedAt).toISOString().slice(0, 10),
    note: "It does not say when it was written: the day on which its file was changed was taken",
  };
}

/** Logseq has milliseconds in its properties. */
function writtenTime(text: string): string | undefined {
  return /^\d{13}$/.test(text) ? new Date(Number(text)).toISOString() : isoTime(text);
}

/** The name as somebody has given it; memos says at its end who may see the memo. */
function nameIn(path: string): string {
  return stemOf(path).replace(/(?<=[\dZ])-(?:PRIVATE|PROTECTED|PUBLIC)$/, "");
}

function timeInName(path: string): string | undefined {
  const stem = nameIn(path);
  const whole = isoTime(stem);
  if (whole) return whole;
  const day = dayInName(stem);
  if (day) {
    const [, hour, minute] = CLOCK.exec(stem) ?? [];
    return hour === undefined ? day : `${day}T${hour}:${minute}:00`;
  }
  const [, year, month, date] = IN_FOLDERS.exec(path) ?? [];
  return year === undefined ? dayInName(path) : isoDay(year, month, date);
}

/** The words of a name beside its day and time; undefined for a note that is of a day only. */
export function titleInName(path: string): string | undefined {
  const stem = nameIn(path);
  if (/^(?:_?index(?:\.[a-z]{2}(?:-\w{2,4})?)?|readme|untitled)$/i.test(stem)) return undefined;
  if (IN_FOLDERS.test(path) || isoTime(stem) !== undefined) return undefined;
  const words = stem.replace(CLOCK, "")
    .replace(/(?<!\d)\d{4}[-_.]?\d\d[-_.]?\d\d(?!\d)(?:T[\d:.+-]+Z?)?/, "")
    .replace(/^[\s_.-]+|[\s_-]+$/g, "");
  // A name such as `Monday` says no more than its day.
  if (!/\p{L}/u.test(words) || /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(words)) return;
  // Names of addresses have hyphens where words have spaces.
  return /\s/.test(words) ? words : words.replace(/[-_]/g, " ");
}
