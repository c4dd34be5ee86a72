import type { ImportedEntry } from "../../journal/mod.ts";
import type { LookedAt } from "../model.ts";

const TEXT_CHARACTERS = 300;

/** An entry of a file as it is shown before it is imported. */
export function lookedAt({ values }: ImportedEntry): LookedAt {
  const { title, content, occurredAt, day, utcOffset, tags, mood, location, weather } = values;
  const { isFavorite, isPrivate } = values;
  const text = content.length > TEXT_CHARACTERS ? `${content.slice(0, TEXT_CHARACTERS)}…` : content;
  return {
    ...{ title, text: text.toWellFormed(), occurredAt, day, mood, location, weather },
    ...{ isFavorite, isPrivate, clock: clockOf(occurredAt, utcOffset) },
    tags: tags.map(({ name }) => name).slice(0, 20),
  };
}

/** Such as 09:30, where it was written. */
function clockOf(at: number, utcOffset: string | undefined): string | undefined {
  if (utcOffset === undefined) return undefined;
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(utcOffset);
  return there.toPlainTime().toString({ smallestUnit: "minute" });
}
