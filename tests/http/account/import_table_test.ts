import assert from "node:assert/strict";
import type { Browser, View } from "../../../scripts/browser/browser.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, textOf } from "../../support/people/account.ts";
import { give, pressButton, untilSettled } from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const COLUMNS = "/account/import/columns";

/** What the page presets, by the names of its selects. */
function selectsOf({ html }: View): Record<string, string> {
  const form = html.split("<form").find((each) => each.includes(COLUMNS)) ?? "";
  const selects = [...form.matchAll(/<select[^>]* name="([^"]+)">(.*?)<\/select>/gs)];
  return Object.fromEntries(selects.map(([, name, options]) => {
    const chosen = /<option value="([^"]*)" selected="">/.exec(options);
    return [name, chosen?.[1] ?? ""];
  }));
}

async function lookAgain(browser: Browser, view: View, changes: Record<string, string>) {
  await pressButton(browser, view, COLUMNS, { ...selectsOf(view), ...changes });
  return await untilSettled(browser);
}

async function entriesOf(server: TestServer) {
  const token = await person(server, "Ada").token(...EVERYTHING);
  const call = { era: "2026-07-28", token } as const;
  const list = await callTool(server.resource, { ...call, tool: "list_entries" });
  const all = [];
  for (const { id } of list.body.result.structuredContent.entries) {
    const read = await callTool(server.resource, { ...call, tool: "get_entry", args: { id } });
    all.push(read.body.result.structuredContent.entry);
  }
  return all;
}

const TABLE = "Wann,Was war,Labels,Loved,Steps\n" +
  "03/04/2024,We planted the beans,garden;mia,yes,4000\n" +
  "05/06/2024,Nothing grows,,no,\n";

Deno.test("a person chooses what the columns of a table are, sees the entries, and imports them", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  await give({ browser, server }, { document: TABLE, name: "diary.csv" });
  const asked = await untilSettled(browser);
  assert.match(asked.html, /<th scope="row">Was war<\/th><td>We planted the beans · Nothing grows/);
  assert.deepEqual(selectsOf(asked), {
    ...{ "column-time": "0", "column-timeOfDay": "", "column-content": "1", "column-title": "" },
    ...{ "column-tags": "2", "column-mood": "", "column-location": "", "column-weather": "" },
    ...{ "column-favorite": "", "column-private": "", dateOrder: "" },
  });
  assert.match(textOf("alert", asked) ?? "", /Its days can be read in two ways/);
  assert(!asked.html.includes("/account/import/begin"), "Nothing can be imported before that");

  const chosen = { "column-favorite": "3", dateOrder: "mdy" };
  const looked = await lookAgain(browser, asked, chosen);
  assert.match(looked.html, /Monday, 4 March 2024 · #garden · #mia · Favourite/);
  assert.match(looked.html, /<p class="text">We planted the beans\n\n- Steps: 4000<\/p>/);
  const other = await lookAgain(browser, looked, { dateOrder: "dmy" });
  assert.match(other.html, /Wednesday, 3 April 2024/);
  assert.deepEqual(await entriesOf(server), []);

  await pressButton(browser, other, "/account/import/begin");
  const done = await untilSettled(browser);
  assert.match(done.html, /Imported: 2 new, 0 updated, 0 skipped, 0 not importable/);
  const [last, first] = await entriesOf(server);
  assert.deepEqual([last.day, first.day], ["2024-06-05", "2024-04-03"]);
  assert.deepEqual([first.isFavorite, last.isFavorite], [true, false]);
  assert.deepEqual(first.tags.map(({ name }: { name: string }) => name), ["garden", "mia"]);
});

Deno.test("one day of the whole column tells how all of them are written", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const document = `date,text\n${"03/04/2024,A day\n".repeat(400)}04/25/2024,Another\n`;
  await give({ browser, server }, { document, name: "diary.csv" });
  const looked = await untilSettled(browser);
  assert.match(looked.html, /As the column tells: the month comes first/);
  assert.match(looked.html, /Monday, 4 March 2024/);
});

Deno.test("columns that do not fit are refused in words, and a table of somebody else is none", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  await give({ browser, server }, { document: "a,b\n1,2\n", name: "numbers.csv" });
  const asked = await untilSettled(browser);
  assert.match(textOf("alert", asked) ?? "", /No column is chosen for the time/);
  const press = (on: Browser, fill: Record<string, string>) =>
    pressButton(on, asked, COLUMNS, fill);
  assert.match(
    textOf("alert", await press(browser, { "column-time": "7" })) ?? "",
    /The table has other columns by now/,
  );
  const body = new URLSearchParams({ token: "guessed", "column-time": "0" });
  const forged = { method: "POST", body, headers: sameOrigin(server) };
  assert.equal((await browser.go(COLUMNS, forged)).response?.status, 403);
  const ben = (await newPerson(server, "Ben")).browser;
  const own = await ben.go("/account/import");
  assert.match(
    textOf("alert", await pressButton(ben, own, COLUMNS, { token: await tokenIn(own) })) ?? "",
    /There is no table to choose columns of/,
  );
});

function tokenIn({ html }: View): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}
