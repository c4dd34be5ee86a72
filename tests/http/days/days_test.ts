import assert from "node:assert/strict";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { setTimeZone } from "../../support/people/time_zone.ts";
import { startServer } from "../../support/servers/server.ts";

const FAR_EAST = "Pacific/Kiritimati";
const FAR_WEST = "Pacific/Pago_Pago";

async function create(client: McpClient, args: Record<string, unknown>) {
  const { isError, text, structured } = await client.call("create_entry", {
    ...{ title: "x", content: "x" },
    ...args,
  });
  assert(!isError, text);
  return { ...structured.entry, text };
}

async function titlesOf(client: McpClient, tool: string, args: Record<string, unknown>) {
  const { structured, isError, text } = await client.call(tool, args);
  assert(!isError, text);
  const { entries, years } = structured;
  return (entries ?? years.flatMap(({ entries }: { entries: unknown[] }) => entries))
    .map(({ title }: { title: string }) => title);
}

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, an entry of a day is of that day in every time zone`, async () => {
    await using server = await startServer();
    await using client = await connect(server.resource, await token(server));
    const { day, utcOffset, text } = await create(client, {
      ...{ title: "Monday", occurredAt: "2026-01-12" },
    });
    assert.deepEqual([day, utcOffset], ["2026-01-12", undefined]);
    assert.match(text, /\n2026-01-12 · id /);
    for (const timeZone of [undefined, "America/Los_Angeles", FAR_EAST, FAR_WEST]) {
      const date = { date: "2027-01-12", timeZone };
      assert.deepEqual(await titlesOf(client, "on_this_day", date), ["Monday"]);
      const range = { from: "2026-01-12", to: "2026-01-12", timeZone };
      const { structured } = await client.call("journal_stats", { ...range, byDay: true });
      assert.deepEqual(structured.days, [{ date: "2026-01-12", entryCount: 1, wordCount: 1 }]);
      assert.deepEqual(await titlesOf(client, "list_entries", range), ["Monday"]);
      const query = { query: "monday", ...range };
      assert.deepEqual(await titlesOf(client, "search_entries", query), ["Monday"]);
    }
  });

  Deno.test(`in ${era}, times are taken in every form of ISO 8601`, async () => {
    await using server = await startServer();
    await using client = await connect(server.resource, await token(server));
    const times = [
      ["2024-05-01T10:00Z", "2024-05-01T10:00:00.000Z"],
      ["2024-05-01T10:00+02:00", "2024-05-01T08:00:00.000Z"],
      ["2024-05-01T10:00:00+0200", "2024-05-01T08:00:00.000Z"],
      ["2024-05-01T10:00:00+02", "2024-05-01T08:00:00.000Z"],
      ["2024-05-01T10:00", "2024-05-01T10:00:00.000Z"],
    ];
    for (const [given, moment] of times) {
      const { id, occurredAt } = await create(client, { title: given, occurredAt: given });
      assert.equal(occurredAt, moment);
      for (const tool of ["list_entries", "search_entries"]) {
        const query = tool === "search_entries" ? { query: "x" } : {};
        const found = await titlesOf(client, tool, { ...query, from: given, to: given });
        assert(found.includes(given), `${tool} ${given}`);
      }
      const stats = await client.call("journal_stats", { from: given, to: given });
      assert(stats.structured.entryCount > 0);
      assert(!(await client.call("list_activity", { from: given })).isError);
      const updated = await client.call("update_entry", { id, occurredAt: "2024-05-02T10:00" });
      assert.equal(updated.structured.entry.occurredAt, "2024-05-02T10:00:00.000Z");
      await client.call("update_entry", { id, occurredAt: given });
    }
  });

  Deno.test(`in ${era}, every tool and prompt counts days in the person's time zone`, async () => {
    await using server = await startServer();
    await using client = await connect(server.resource, await token(server));
    await setTimeZone(server, { name: "Kody", timeZone: FAR_EAST });
    assert.equal((await client.call("whoami")).structured.timeZone, FAR_EAST);
    assert.equal((await client.read("epicme://users/current")).timeZone, FAR_EAST);
    // At midday in UTC it is the day after in the far east.
    const { day, text, id } = await create(client, {
      ...{ title: "East", occurredAt: "2026-01-12T12:30:00Z" },
    });
    assert.equal(day, "2026-01-13");
    assert.match(text, /\n2026-01-13T02:30\+14:00 · id /);
    await create(client, {
      title: "Tokyo",
      occurredAt: "2026-01-13T23:30",
      timeZone: "Asia/Tokyo",
    });

    const inEast = { from: "2026-01-13", to: "2026-01-13" };
    const inWest = { from: "2026-01-12", to: "2026-01-12", timeZone: FAR_WEST };
    for (const tool of ["list_entries", "search_entries"]) {
      const query = tool === "search_entries" ? { query: "x" } : {};
      assert.deepEqual(await titlesOf(client, tool, { ...query, ...inEast }), ["Tokyo", "East"]);
      assert.deepEqual(await titlesOf(client, tool, { ...query, ...inWest }), ["East"]);
      assert.deepEqual(await titlesOf(client, tool, { ...query, to: "2026-01-12" }), []);
    }
    assert.deepEqual(await titlesOf(client, "on_this_day", { date: "2027-01-13" }), [
      ...["Tokyo", "East"],
    ]);
    const west = { date: "2027-01-12", timeZone: FAR_WEST };
    assert.deepEqual(await titlesOf(client, "on_this_day", west), ["East"]);
    const { structured } = await client.call("journal_stats", inEast);
    assert.equal(structured.entryCount, 2);

    const texts = async (name: string, args: Record<string, string>) =>
      JSON.stringify(await client.getPrompt(name, args));
    for (const [name, args] of Object.entries(PROMPTS)) {
      assert.match(await texts(name, args), /"title\\*":\\*"East/, name);
      const before = Object.fromEntries(
        Object.entries(args).map(([argument]) => [argument, "2026-01-12"]),
      );
      if (name !== "weekly_review") {
        assert.doesNotMatch(await texts(name, before), /"title\\*":\\*"East/, name);
        const called = { ...before, timeZone: FAR_WEST };
        assert.match(await texts(name, called), /"title\\*":\\*"East/, name);
      }
    }
    const dates = await client.complete("remember_today", "date", "2026-01");
    assert.deepEqual(dates, ["2026-01-13"]);
    const [suggested] = await client.complete("suggest_tags", "entryId", "East");
    assert.equal(suggested, `2026-01-13 East (${id})`);
    const listed = await client.listResources();
    assert.match(listed.find(({ name }) => name === "East")!.description!, /^2026-01-13: x/);
  });

  Deno.test(`in ${era}, entries of Day One are of the day that they had where they were`, async () => {
    await using server = await startServer();
    await using client = await connect(server.resource, await token(server));
    const day = (uuid: string, creationDate: string, timeZone: string, text: string) => ({
      ...{ uuid: uuid.repeat(32), creationDate, isAllDay: true, timeZone, text },
    });
    const document = JSON.stringify({
      entries: [
        day("D", "2024-04-16T23:00:00Z", "Europe/Dublin", "Birthday of the dog"),
        day("E", "2024-07-04T04:00:00Z", "America/New_York", "Parade"),
      ],
    });
    await client.call("import_entries", { format: "dayone", document });
    for (const timeZone of [undefined, "UTC", "America/Los_Angeles", FAR_EAST]) {
      const on = (date: string) => titlesOf(client, "on_this_day", { date, timeZone });
      assert.deepEqual(await on("2026-04-17"), ["Birthday of the dog"]);
      assert.deepEqual(await on("2026-07-04"), ["Parade"]);
      const { structured } = await client.call("journal_stats", { timeZone, byDay: true });
      const dates = structured.days.map(({ date }: { date: string }) => date);
      assert.deepEqual(dates, ["2024-04-17", "2024-07-04"]);
    }
  });
}

/** What shows the entry of 13 January. */
const PROMPTS: Record<string, Record<string, string>> = {
  remember_today: { date: "2026-01-13" },
  weekly_review: { date: "2026-01-13" },
  summarize_entries: { from: "2026-01-13", to: "2026-01-13" },
};

function token(server: Parameters<typeof person>[0]): Promise<string> {
  return person(server, "Kody").token(...EVERYTHING);
}
