import { withoutInvisible } from "../../../../lib/invisible.ts";
import { idFromSource } from "../../../../lib/journal/portability/import/sources/source.ts";
import type { Random } from "../../fuzz/requests/random.ts";
import { at, type When, whenOf } from "../days.ts";
import { tagName } from "../rules.ts";
import { TAG_NAMES, textOf, WORDS } from "../texts.ts";
import { ZONES } from "../zones.ts";

/** An entry in a journal of another app, where somebody goes on writing. */
export interface Outside {
  app: "dayone" | "jrnl";
  uuid: string;
  occurredAt: number;
  heading: string;
  body: string;
  /** Absent and null where the document is silent. */
  starred?: boolean | null;
  tags?: string[] | null;
  place?: string;
  /** Of Day One: where it was, and whether it is a day without a time. */
  timeZone?: string;
  isAllDay?: boolean;
}

/** What the document says of an entry, in our terms; what is absent is what it is silent on. */
export interface SaidOutside {
  id: string;
  title: string;
  content: string;
  occurredAt: number;
  day?: string;
  utcOffset?: string;
  location?: string;
  isFavorite?: boolean;
  tags?: { name: string }[];
}

const MINUTE = 60_000;

/** Lets somebody write there: new entries, and changes of some that are there. */
export function writeOutside(outside: Outside[], { random, now }: { random: Random; now: number }) {
  for (const entry of outside) if (random.chance(0.4)) change(entry, random);
  const count = outside.length < 12 ? 1 + random.below(2) : 0;
  for (let n = 0; n < count; n++) {
    const minutes = random.below(3) ? random.below(40_000) : 7;
    const entry: Outside = {
      app: random.pick(["dayone", "jrnl"]),
      uuid: Array.from({ length: 32 }, () => random.below(16).toString(16)).join(""),
      occurredAt: Math.floor(now / MINUTE - minutes) * MINUTE,
      heading: "",
      body: "",
    };
    change(entry, random);
    // It belongs to what an entry of jrnl is known by. No word of it begins like Æ, which is ae.
    entry.heading = `${random.pick(TITLE_WORDS)} n${entry.uuid.slice(0, 8)}`;
    outside.push(entry);
  }
}

/** What shows nothing is left out of titles. */
const TITLE_WORDS = WORDS.filter((word) => withoutInvisible(word) === word);

function change(entry: Outside, random: Random): void {
  if (entry.app === "dayone" && random.chance(0.4)) {
    entry.heading = `${random.pick(TITLE_WORDS)} ${random.pick(TITLE_WORDS)}`;
  }
  if (entry.body === "" || random.chance(0.5)) entry.body = textOf(random, 1 + random.below(8));
  if (random.chance(0.3)) entry.starred = random.pick([undefined, null, false, false, true]);
  if (random.chance(0.3)) {
    entry.tags = random.pick([undefined, null, [], [random.pick(TAG_NAMES)], [
      random.pick(TAG_NAMES),
      random.pick(TAG_NAMES),
    ]]);
  }
  if (random.chance(0.3)) {
    entry.place = random.pick([undefined, random.pick(WORDS), random.pick(WORDS)]);
  }
  if (random.chance(0.2)) {
    entry.timeZone = random.pick([undefined, "Nowhere", random.pick(ZONES), random.pick(ZONES)]);
    entry.isAllDay = random.pick([undefined, undefined, false, true]);
  }
}

/** The document that an app writes of these entries. */
export function documentOf(entries: readonly Outside[]): string {
  return JSON.stringify({ entries: entries.map(recordOf) });
}

function recordOf(entry: Outside): object {
  const { app, uuid, occurredAt, heading, body, starred, tags, place } = entry;
  const time = new Date(occurredAt).toISOString();
  if (app === "jrnl") {
    return {
      title: heading,
      body,
      date: time.slice(0, 10),
      time: time.slice(11, 16),
      starred,
      tags,
    };
  }
  const location = place === undefined ? undefined : { placeName: place };
  const { timeZone, isAllDay } = entry;
  const text = `# ${heading}\n\n${body}`;
  return { uuid, creationDate: time, timeZone, isAllDay, text, starred, tags, location };
}

/** When an entry happened, as its document says it to a person of a time zone. */
function whenOutside({ app, occurredAt, timeZone, isAllDay }: Outside, person?: string): When {
  const clock = new Date(occurredAt).toISOString().slice(0, "2026-11-23T09:30".length);
  if (app === "jrnl") return whenOf(clock, { person });
  const place = ZONES.find((zone) => zone === timeZone);
  const there = at(occurredAt, place ?? person ?? "UTC");
  if (isAllDay) return { occurredAt, day: there.day };
  return place === undefined ? { occurredAt } : there;
}

/** What the document says of an entry to a person of a time zone. */
export function saidOutside(entry: Outside, person?: string): SaidOutside {
  const { app, uuid, occurredAt, heading, body, starred, tags, place } = entry;
  const time = new Date(occurredAt).toISOString();
  const names = new Map(
    (tags ?? []).map(tagName).map((name) => [name.toLowerCase(), name] as const).reverse(),
  );
  return {
    id: app === "dayone"
      ? idFromSource("dayone", uuid.toUpperCase())
      : idFromSource("jrnl", time.slice(0, 10), time.slice(11, 16), heading, "0"),
    ...{ title: heading, content: body },
    ...whenOutside(entry, person),
    ...app === "dayone" && place !== undefined && { location: place },
    ...typeof starred === "boolean" && { isFavorite: starred },
    ...tags && { tags: [...names.values()].reverse().map((name) => ({ name })) },
  };
}
