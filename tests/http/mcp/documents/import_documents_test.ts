import assert from "node:assert/strict";
import { ERAS } from "../../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { startServer } from "../../../support/servers/server.ts";

/** A document that another app, an editor or a script writes, and what it must become. */
interface Case {
  format: "dayone" | "jrnl";
  entries: Record<string, unknown>[];
  /** What comes before the JSON. */
  start?: string;
  created?: number;
  /** Titles in the order of lists, the newest first. */
  titles?: string[];
  /** The texts in the same order. */
  contents?: string[];
  locations?: (string | undefined)[];
}

const dayOne = (n: number, said: object) => (
  { uuid: n.toString(16).padStart(2, "0").repeat(16), creationDate: dayOf(n), ...said }
);
const dayOf = (n: number) => `2024-05-${String(n).padStart(2, "0")}T10:00:00Z`;
const PHOTO = "![](dayone-moment://P1)";

const CASES: Record<string, Case> = {
  "a byte order mark before Day One": {
    format: "dayone",
    start: "\uFEFF",
    entries: [dayOne(1, { text: "Saved once by an editor", timeZone: "Europe/Berlin" })],
    titles: ["Saved once by an editor"],
  },
  "a byte order mark before jrnl": {
    format: "jrnl",
    start: "\uFEFF",
    entries: [{ title: "Saved", body: "once", date: "2024-05-01", time: "10:00", starred: false }],
    titles: ["Saved"],
  },
  "no uuid": {
    format: "dayone",
    entries: [
      { creationDate: dayOf(2), text: "# Written by a script\n\nOnly a date and a text." },
      { creationDate: dayOf(2), text: "The same second, another text." },
    ],
    titles: ["The same second, another text.", "Written by a script"],
  },
  "a text in richText only": {
    format: "dayone",
    entries: [
      dayOne(3, {
        richText: JSON.stringify({
          meta: { version: 1 },
          contents: [
            { attributes: { line: { header: 1 } }, text: "Morning swim\n" },
            { embeddedObjects: [{ type: "photo", identifier: "P1" }] },
            { text: "The water was cold." },
          ],
        }),
      }),
      dayOne(4, {
        text: "",
        richText: JSON.stringify({ contents: [{ text: "An empty text beside it." }] }),
      }),
    ],
    titles: ["An empty text beside it.", "Morning swim"],
    contents: ["An empty text beside it.", "The water was cold."],
  },
  "first lines that are marked": {
    format: "dayone",
    entries: [
      dayOne(5, { text: `${PHOTO}${PHOTO}\n\nAt the lake\nIt rained.` }),
      dayOne(6, { text: `${PHOTO} Sunset\n\nfrom the pier` }),
      dayOne(7, { text: "\\#winning again\n\nbody" }),
      dayOne(8, { text: "# Day 3\\. of the \\*big\\* trip\n\nbody" }),
      dayOne(9, { text: "- [ ] buy milk\n- [x] call home" }),
      dayOne(10, { text: "**Bold start**\n\nbody" }),
      dayOne(11, { text: "> quoted first\n\nbody" }),
    ],
    titles: [
      ...["quoted first", "Bold start", "buy milk", "Day 3. of the *big* trip"],
      ...["#winning again", "Sunset", "At the lake"],
    ],
  },
  "one uuid twice": {
    format: "dayone",
    entries: [
      dayOne(17, { modifiedDate: "2024-05-17T10:00:00Z", text: "first version" }),
      dayOne(17, { modifiedDate: "2024-06-17T10:00:00Z", text: "later version" }),
    ],
    created: 1,
    contents: ["later version"],
  },
  "one bad tag, and null for tags": {
    format: "dayone",
    entries: [
      dayOne(12, { text: "a", tags: ["x".repeat(101), "lake"] }),
      dayOne(13, { text: "b", tags: null, starred: null }),
    ],
    titles: ["b", "a"],
  },
  "a person's own place": {
    format: "dayone",
    entries: [
      dayOne(15, {
        text: "x",
        location: { userLabel: "Grandma's house", placeName: "12 Elm Street", latitude: 51.1 },
      }),
      dayOne(16, { text: "y", location: { latitude: 51.15, longitude: 0.87 } }),
    ],
    locations: ["51.15, 0.87", "Grandma's house, 12 Elm Street"],
  },
  "entries of one minute": {
    format: "jrnl",
    entries: ["a", "b", "c", "d"].map((name) => (
      { title: `note ${name}`, body: name, date: "2019-04-20", time: "09:00", tags: [] }
    )),
    titles: ["note d", "note c", "note b", "note a"],
  },
};

for (const [era, connect] of Object.entries(ERAS)) {
  for (const [name, { format, entries, start = "", ...wanted }] of Object.entries(CASES)) {
    Deno.test(`in ${era}, a document with ${name} is imported, and skipped the second time`, async () => {
      await using server = await startServer();
      const token = await person(server, "Kody").token(...EVERYTHING);
      await using client = await connect(server.resource, token);
      const document = start + JSON.stringify({ metadata: { version: "1.0" }, entries });
      const call = () => client.call("import_entries", { format, document });
      const { created = entries.length } = wanted;
      const report = (await call()).structured;
      assert.deepEqual([report.created, report.failed], [created, 0]);
      const again = (await call()).structured;
      assert.deepEqual([again.created, again.updated, again.skipped], [0, 0, created]);

      const listed = (await client.call("list_entries")).structured.entries;
      const found = await Promise.all(
        listed.map(async ({ id }: { id: string }) =>
          (await client.call("get_entry", { id })).structured.entry
        ),
      );
      const all = (field: string) => found.map((entry) => entry[field]);
      const { titles, contents, locations } = wanted;
      if (titles) assert.deepEqual(all("title"), titles);
      if (contents) assert.deepEqual(all("content"), contents);
      if (locations) assert.deepEqual(all("location"), locations);
    });
  }
}
