import { parseDay } from "./days/parse_day.ts";
import { offsetMs } from "./days/utc_offset.ts";
import { parseLabel, parseMood, parseTime, parseTitle } from "./parse.ts";

/** One field that a person can set on an entry, and all that differs from other fields. */
interface EntryField {
  /** Decides how schemas, documents and tools write it. Times are milliseconds here. */
  readonly kind: "line" | "flag" | "time";
  /** Whether an entry can be without it: it can be cleared then. */
  readonly isOptional: boolean;
  /** Whether lists show it. */
  readonly isListed: boolean;
  /** Whether nobody gives it, because it follows from `occurredAt` as that was written. */
  readonly isDerived?: true;
  /** Returns the value as it is stored; throws InvalidError or LimitError. */
  parse(value: never): unknown;
  /** The value of a new entry where none is given; `now` is in milliseconds. */
  initial?(now: number): unknown;
}

/**
 * The fields of an entry, beside its content and its tags, which are stored apart. What creates,
 * updates, shows, revises, restores, indexes, exports and imports an entry reads this table: each
 * field is kept in revisions and in exports, so that none can be forgotten there. Their order is
 * that of the arguments of tools: what matters most is first.
 */
export const ENTRY_FIELDS = {
  title: { kind: "line", isOptional: false, isListed: true, parse: parseTitle },
  occurredAt: {
    kind: "time",
    isOptional: false,
    isListed: true,
    parse: (time: number) => parseTime(time, "occurredAt"),
    initial: (now: number) => now,
  },
  // Where it was written: see days/entry_day.ts. Nothing is known of old entries.
  day: { ...derived((day: string) => (parseDay(day, "day"), day)), kind: "line", isListed: true },
  utcOffset: {
    ...derived((offset: string) => (offsetMs(offset), offset)),
    ...{ kind: "line", isListed: true },
  },
  isZoneAssumed: { ...derived((isAssumed: true) => isAssumed), kind: "flag", isListed: false },
  mood: { ...label("Mood"), isListed: true, parse: parseMood },
  isPrivate: flag(),
  isFavorite: flag(),
  location: label("Location"),
  weather: label("Weather"),
} as const satisfies Record<string, EntryField>;

type Fields = typeof ENTRY_FIELDS;

export type FieldName = keyof Fields;
export type FieldValue<Name extends FieldName> = ReturnType<Fields[Name]["parse"]>;
export type OptionalFieldName = {
  [Name in FieldName]: Fields[Name]["isOptional"] extends true ? Name : never;
}[FieldName];
export type ListedFieldName = {
  [Name in FieldName]: Fields[Name]["isListed"] extends true ? Name : never;
}[FieldName];
export type DerivedFieldName = {
  [Name in FieldName]: Fields[Name] extends { isDerived: true } ? Name : never;
}[FieldName];
/** The fields that an entry is shown with: only exports tell what was assumed of it. */
export type ShownFieldName = Exclude<FieldName, "isZoneAssumed">;
export type GivenFieldName = Exclude<FieldName, DerivedFieldName>;
type RequiredFieldName = Exclude<FieldName, OptionalFieldName>;

/** The fields of an entry. An optional one that is not set is absent. */
export type EntryFields =
  & { [Name in RequiredFieldName]: FieldValue<Name> }
  & { [Name in OptionalFieldName]?: FieldValue<Name> };

/** Some fields to set; null clears one. */
export type FieldsPatch =
  & { [Name in RequiredFieldName]?: FieldValue<Name> }
  & { [Name in OptionalFieldName]?: FieldValue<Name> | null };

export const FIELD_NAMES = Object.keys(ENTRY_FIELDS) as readonly FieldName[];
export const OPTIONAL_FIELD_NAMES = FIELD_NAMES.filter((name) =>
  ENTRY_FIELDS[name].isOptional
) as readonly OptionalFieldName[];

export const SHOWN_FIELD_NAMES = FIELD_NAMES.filter((name) =>
  name !== "isZoneAssumed"
) as readonly ShownFieldName[];

/** The fields that a person can give. */
export const GIVEN_FIELD_NAMES = FIELD_NAMES.filter((name) =>
  !("isDerived" in ENTRY_FIELDS[name])
) as readonly GivenFieldName[];

/** The fields that a person can empty. */
export const CLEARABLE_FIELD_NAMES = GIVEN_FIELD_NAMES.filter((name) =>
  ENTRY_FIELDS[name].isOptional
) as readonly (GivenFieldName & OptionalFieldName)[];

/** Returns the fields among the properties of `from`, and nothing else of it. */
export function pickFields(from: EntryFields): EntryFields {
  const picked: Partial<Record<FieldName, unknown>> = {};
  for (const name of FIELD_NAMES) if (from[name] !== undefined) picked[name] = from[name];
  return picked as EntryFields;
}

/** Returns a patch that makes an entry have exactly these fields. */
export function toPatch(fields: EntryFields): FieldsPatch {
  const cleared = OPTIONAL_FIELD_NAMES.map((name) => [name, null]);
  return { ...Object.fromEntries(cleared), ...pickFields(fields) };
}

/** Returns the fields that a patch gives, each as it is stored; throws InvalidError or LimitError. */
export function parseFields(patch: FieldsPatch): FieldsPatch {
  const parsed: Partial<Record<FieldName, unknown>> = {};
  for (const name of FIELD_NAMES) {
    const value = patch[name];
    if (value === undefined) continue;
    // The type of a patch has paired each name with its own type of value.
    const parse = ENTRY_FIELDS[name].parse as (value: unknown) => unknown;
    parsed[name] = value === null ? null : parse(value);
  }
  return parsed as FieldsPatch;
}

/** Returns the fields of a new entry for which nothing is given; `now` is in milliseconds. */
export function initialFields(now: number): FieldsPatch {
  const initial: Partial<Record<FieldName, unknown>> = {};
  for (const name of FIELD_NAMES) {
    const field: EntryField = ENTRY_FIELDS[name];
    if (field.initial) initial[name] = field.initial(now);
  }
  return initial as FieldsPatch;
}

/** Whether two entries have the same fields; null is the same as absent. */
export function haveSameFields(one: FieldsPatch, other: FieldsPatch): boolean {
  return FIELD_NAMES.every((name) => (one[name] ?? null) === (other[name] ?? null));
}

function label(what: string) {
  const parse = (text: string) => parseLabel(text, what);
  return { kind: "line", isOptional: true, isListed: false, parse } as const;
}

function flag() {
  const parse = (value: boolean) => value;
  return { kind: "flag", isOptional: false, isListed: true, parse, initial: () => false } as const;
}

function derived<Value>(parse: (value: Value) => Value) {
  return { isOptional: true, isDerived: true, parse } as const;
}
