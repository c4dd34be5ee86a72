import { type NewBody, storeBody } from "../store/body.ts";
import type { EntryPatch } from "../model.ts";
import { parseContent, parseLabel, parseTime, parseTitle } from "../parse.ts";
import { countWords, excerptOf } from "./prose.ts";
import type { StoredHead } from "../store/stored.ts";

/** The parts of a head that a patch gives; null where it clears. */
export type HeadFields = { [K in keyof StoredHead]?: StoredHead[K] | null };

/** What is given in a patch, checked against every limit: head fields, and the body if it is new. */
export function parseFields(patch: EntryPatch): { fields: HeadFields; body?: NewBody } {
  const fields: HeadFields = {
    title: given(patch.title, parseTitle),
    mood: given(patch.mood, (text) => parseLabel(text, "Mood")),
    location: given(patch.location, (text) => parseLabel(text, "Location")),
    weather: given(patch.weather, (text) => parseLabel(text, "Weather")),
    isFavorite: patch.isFavorite,
    isPrivate: patch.isPrivate,
    occurredAt: given(patch.occurredAt, (time) => parseTime(time, "occurredAt")),
  };
  if (patch.content === undefined) return { fields: onlyGiven(fields) };
  const text = parseContent(patch.content);
  const { fields: stored, body } = storeBody(text);
  const derived = { wordCount: countWords(text), excerpt: excerptOf(text), ...stored };
  return { fields: onlyGiven({ ...fields, ...derived }), body };
}

function given<A, B>(value: A | null | undefined, parse: (value: A) => B): B | null | undefined {
  if (value === null || value === undefined) return value as null | undefined;
  return parse(value);
}

function onlyGiven(fields: HeadFields): HeadFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
