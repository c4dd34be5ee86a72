import { isBlank } from "../../invisible.ts";
import { FormatError } from "../errors.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { ReadEntry, Skipped } from "../read_entry.ts";
import { shorten } from "../text/shorten.ts";
import { titleAndContent } from "../text/title_and_content.ts";

type Made =
  & Pick<ReadEntry, "source" | "content" | "occurredAt">
  & Partial<Omit<ReadEntry, "kind" | "key">>
  & { key?: readonly string[]; format: string };

/**
 * An entry of an app. One without a title has the first line with words as its title, or else its
 * day; one without words and files is left out.
 */
export function makeEntry({ format, title, content, ...rest }: Made): ReadEntry | Skipped {
  const { source, attachments = [], tags = [], notes = [] } = rest;
  const hasTitle = title !== undefined && !isBlank(title);
  if (!hasTitle && isBlank(content) && attachments.length === 0) {
    return { kind: "skipped", what: source, why: "It has neither words nor files" };
  }
  const named = hasTitle
    ? keepTitle(title, content)
    : titleAndContent(content, { dayOf: () => dayOf(rest), limit: FORMAT_LIMITS.titleCharacters });
  return {
    kind: "entry",
    key: [format, source],
    ...rest,
    ...named,
    tags: distinct(tags),
    attachments,
    notes,
  };
}

/** A title that is too long stays whole in the text. */
function keepTitle(title: string, content: string): { title: string; content: string } {
  const line = title.replace(/\s+/g, " ").trim();
  const short = shorten(line, FORMAT_LIMITS.titleCharacters);
  const text = isBlank(content) ? line : content;
  return { title: short, content: short === line ? text : `${line}\n\n${content}`.trimEnd() };
}

/** The day where it was written, as far as that is known. */
function dayOf(
  { occurredAt: time, day, timeZone = "UTC" }: Pick<Made, "occurredAt" | "day" | "timeZone">,
): string {
  if (day !== undefined) return day;
  if (typeof time === "string") return time.slice(0, 10);
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate()
    .toString();
}

function distinct(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => !isBlank(tag)))];
}

/** Something that was left out, and why. Errors of the whole archive are thrown on. */
export function skipped(what: string, why: unknown): Skipped {
  if (typeof why === "string") return { kind: "skipped", what, why };
  if (why instanceof FormatError && why.code !== "unsafe") {
    return { kind: "skipped", what, why: why.message };
  }
  throw why;
}
